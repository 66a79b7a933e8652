import type { ProgramEntry } from '../player/program.js';
import type { Clip, Turn } from '../protocol/clip.js';
import type { Playlist } from '../protocol/playlist.js';

/** A clip's frames, and which of its moments they show. */
export interface ClipFrames {
  /** Of the frame zip. */
  readonly path: string;
  /** On the clip's own clock, where they begin. */
  readonly startMs: number;
  /** How many milliseconds of that clock pass in one of theirs. */
  readonly speed: number;
  /** One pass of them; 0 for a still. */
  readonly durationMs: number;
}

/** What there is to show of a clip on the panel in use; undefined while there is nothing. */
export type FramesOf = (clip: Clip) => ClipFrames | undefined;

/** An entry of the program, and which moments of its clip it shows; neither is there for the demo. */
export interface PlayedEntry extends ProgramEntry {
  readonly moments?: Omit<ClipFrames, 'path'>;
}

/** The whole library in order of arrival. A clip whose frames are not made yet is left out. */
export function libraryEntries(clips: readonly Clip[], framesOf: FramesOf): PlayedEntry[] {
  return clips.flatMap((clip) => {
    const frames = framesOf(clip);
    const { id, name, turn } = clip;
    return frames === undefined ? [] : [{ key: id, clipId: id, name, ...entryOf(frames), ...turnOf(turn) }];
  });
}

/**
 * A playlist's entries in its order. A clip may stand in it several times, so the key counts its occurrences: an edit elsewhere in the
 * list leaves the key of what is showing as it was.
 */
export function playlistEntries(playlist: Playlist, clips: readonly Clip[], framesOf: FramesOf): PlayedEntry[] {
  const byId = new Map(clips.map((clip) => [clip.id, clip]));
  const seen = new Map<string, number>();
  return playlist.entries.flatMap(({ clipId, durationMs, loops }) => {
    const clip = byId.get(clipId);
    const frames = clip && framesOf(clip);
    if (clip === undefined || frames === undefined) return [];
    const occurrence = (seen.get(clipId) ?? 0) + 1;
    seen.set(clipId, occurrence);
    return [
      {
        key: `${playlist.id}/${clipId}/${occurrence}`,
        clipId,
        name: clip.name,
        ...entryOf(frames),
        // The list's word counts where it has one.
        ...turnOf(durationMs === undefined && loops === undefined ? clip.turn : { durationMs, loops }),
      },
    ];
  });
}

function turnOf({ durationMs, loops }: Turn = {}): Pick<ProgramEntry, 'durationMs' | 'loops'> {
  return { ...(durationMs !== undefined && { durationMs }), ...(loops !== undefined && { loops }) };
}

function entryOf({ path, ...moments }: ClipFrames): Pick<PlayedEntry, 'path' | 'moments'> {
  return { path, moments };
}
