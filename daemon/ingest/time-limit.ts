import { ingestError } from './ingest-error.js';

/** setTimeout takes no more (a signed 32-bit number). */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * Runs `work` with a signal that is aborted with the given one, and after `maxMs`. Settles as `work` does; rejects with conversion-too-long
 * where its time was up.
 */
export async function withinTime<T>(
  maxMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), Math.min(maxMs, LONGEST_TIMEOUT_MS));
  try {
    return await work(AbortSignal.any([signal, limit.signal]));
  } catch (error) {
    if (signal.aborted || !limit.signal.aborted) throw error;
    const minutes = Math.round(maxMs / 6000) / 10;
    throw ingestError(
      'conversion-too-long',
      `Converting took longer than ${minutes} minutes and was given up; send a shorter piece, or raise convert.max_minutes.`,
      error,
    );
  } finally {
    clearTimeout(timer);
  }
}
