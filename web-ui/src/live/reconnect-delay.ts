const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before an attempt to connect again: twice as long each time, and never quite the same for two browsers, so that a
 * restarted daemon is not met by all of them at once.
 *
 * @param attempt 0 for the first attempt after the connection was lost.
 * @param random [0, 1).
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return most / 2 + (random * most) / 2;
}
