/** Where time comes from. Passed in, so that tests own it. */
export interface Clock {
  /** Milliseconds on a clock that never jumps; the origin is arbitrary but the same in every thread of this process. */
  monotonicMs(): number;
  /** Milliseconds since the Unix epoch; jumps when NTP or a person sets the clock. */
  wallMs(): number;
}

/**
 * The machine's clocks.
 *
 * `performance.now()` starts at another origin in every worker, so each thread measures once how far its origin lies from
 * process.hrtime's (CLOCK_MONOTONIC, one for the machine) and adds it from then on; hrtime itself allocates on every call.
 */
export const systemClock: Clock = createSystemClock();

function createSystemClock(): Clock {
  const [seconds, nanoseconds] = process.hrtime();
  const offsetMs = seconds * 1000 + nanoseconds / 1e6 - performance.now();
  return {
    monotonicMs: () => performance.now() + offsetMs,
    wallMs: () => Date.now(),
  };
}
