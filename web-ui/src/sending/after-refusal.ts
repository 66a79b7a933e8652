/** What to do when a request of an upload did not succeed. */
export type NextStep =
  /** Ask how far the file has come, and go on from there. */
  | 'again'
  /** What was sent is gone: from the first byte. */
  | 'anew'
  | 'give-up';

/** Timeout, conflict of offsets, locked by a request that is not over yet, too many requests. */
const PASSING: ReadonlySet<number> = new Set([408, 409, 423, 429]);
const GONE: ReadonlySet<number> = new Set([404, 410]);

/** @param status of the answer; 0 where none came. @param begun whether it was about an upload that had been created. */
export function afterRefusal(status: number, begun: boolean): NextStep {
  if (status === 0 || status >= 500 || PASSING.has(status)) return 'again';
  return begun && GONE.has(status) ? 'anew' : 'give-up';
}
