import { formatDuration } from '../../../texts/words.js';

/** "0:07.24": to a hundredth, in which no two frames are the same up to 100 a second. */
export function formatMoment(ms: number): string {
  const hundredths = Math.round(ms / 10);
  return `${formatDuration(10 * hundredths)}.${String(hundredths % 100).padStart(2, '0')}`;
}
