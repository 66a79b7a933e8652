import type { Clip } from '../../../../daemon/protocol/clip.js';
import { t } from '../../texts/texts.js';
import { formatBytes, formatDuration } from '../../texts/words.js';

/** The line below a clip's name. */
export function describeClip({ kind, durationMs, originalBytes }: Clip): string {
  return `${t(`clips.${kind}`)} · ${kind === 'still' ? formatBytes(originalBytes) : formatDuration(durationMs)}`;
}
