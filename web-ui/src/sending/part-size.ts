/** What a part takes at the speed of the last one. Long enough that the round trip between parts is nothing. */
const PART_MS = 10_000;
const LEAST_BYTES = 256 * 1024;
/** 16 MiB in the 300 s that a Node server gives a request by default: still well at 56 KB/s, should a line slow down that much within a part. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Nothing is known of the line yet: 300 s suffice from 3.5 KB/s on. */
export const FIRST_PART_BYTES = 1024 * 1024;

/** How much to send in the next request, after one of `bytes` that took `tookMs`. */
export function nextPartBytes(bytes: number, tookMs: number): number {
  const wanted = (bytes * PART_MS) / Math.max(1, tookMs);
  return Math.round(Math.min(MOST_BYTES, Math.max(LEAST_BYTES, wanted)));
}
