/** A local time: what the clock on the wall reads, in milliseconds since it read 1970-01-01 00:00. It knows no time zone and no change of clocks. */
export type LocalMs = number;

export const DAY_MS = 24 * 60 * 60 * 1000;

/** "2026-03-29T23:00:00" */
export function formatLocal(localMs: LocalMs): string {
  return new Date(localMs).toISOString().slice(0, 19);
}

/** Midnight of a day written like "2026-03-29"; undefined where that is no day. */
export function parseDay(text: string): LocalMs | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const localMs = Date.parse(`${text}T00:00:00Z`);
  // Engines differ in what they make of February 30th: some say March 2nd.
  return Number.isNaN(localMs) || !formatLocal(localMs).startsWith(text) ? undefined : localMs;
}
