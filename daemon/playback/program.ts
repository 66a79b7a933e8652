import type { ProgramEntry } from '../player/program.js';
import type { Clip } from '../protocol/clip.js';
import type { Playlist } from '../protocol/playlist.js';

/** Path of a clip's frames for the panel in use; undefined while it has none yet. */
export type FramesOf = (clipId: string) => string | undefined;

/** The whole library in order of arrival. A clip whose frames are not made yet is left out. */
export function libraryEntries(clips: readonly Clip[], framesOf: FramesOf): ProgramEntry[] {
  return clips.flatMap(({ id, name }) => {
    const path = framesOf(id);
    return path === undefined ? [] : [{ key: id, clipId: id, name, path }];
  });
}

/**
 * A playlist's entries in its order. A clip may stand in it several times, so the key counts its occurrences: an edit elsewhere in the
 * list leaves the key of what is showing as it was.
 */
export function playlistEntries(playlist: Playlist, clips: readonly Clip[], framesOf: FramesOf): ProgramEntry[] {
  const byId = new Map(clips.map((clip) => [clip.id, clip]));
  const seen = new Map<string, number>();
  return playlist.entries.flatMap(({ clipId, durationMs, loops }) => {
    const clip = byId.get(clipId);
    const path = framesOf(clipId);
    if (clip === undefined || path === undefined) return [];
    const occurrence = (seen.get(clipId) ?? 0) + 1;
    seen.set(clipId, occurrence);
    return [
      {
        key: `${playlist.id}/${clipId}/${occurrence}`,
        clipId,
        name: clip.name,
        path,
        ...(durationMs !== undefined && { durationMs }),
        ...(loops !== undefined && { loops }),
      },
    ];
  });
}
