import type { Clip } from '../../../../daemon/protocol/clip.js';
import type { PlaylistEntry } from '../../../../daemon/protocol/playlist.js';
import { clipById } from '../../live/clip-by-id.js';
import { t } from '../../texts/texts.js';
import { formatDuration } from '../../texts/words.js';

/** How long an entry stands: "10 s", "3 times", "0:24", "Once". */
export function entryWords({ durationMs, loops }: PlaylistEntry, clip: Clip | undefined): string {
  if (durationMs !== undefined) return t('playlists.for-seconds', { seconds: durationMs / 1000 });
  if (loops !== undefined) return t('playlists.times', { count: loops });
  return clip === undefined || clip.durationMs === 0 ? t('playlists.once') : formatDuration(clip.durationMs);
}

/** "12 clips · 3:40"; without the time where a photo stands as long as the configuration has it. */
export function lengthOf(entries: readonly PlaylistEntry[]): string {
  const clips = t('playlists.clips', { count: entries.length });
  const ms = totalMs(entries, (id) => clipById(id)?.durationMs);
  return ms === undefined || ms === 0 ? clips : t('playlists.length', { clips, time: formatDuration(ms) });
}

/** One pass, in milliseconds; undefined where that is not known of an entry. */
export function totalMs(
  entries: readonly PlaylistEntry[],
  clipMs: (clipId: string) => number | undefined,
): number | undefined {
  let sum = 0;
  for (const { clipId, durationMs, loops = 1 } of entries) {
    const onePassMs = clipMs(clipId);
    const ms = durationMs ?? (onePassMs ? onePassMs * loops : undefined);
    if (ms === undefined) return undefined;
    sum += ms;
  }
  return sum;
}
