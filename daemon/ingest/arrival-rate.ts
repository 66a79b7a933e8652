import type { Clock } from '../clock.js';

/** How fast a file arrives. Counts from the first byte that came here: what was there from before a restart came in another time. */
export class ArrivalRate {
  readonly #clock: Clock;
  #from: { readonly bytes: number; readonly atMs: number };

  /** @param bytes there already. */
  constructor(clock: Clock, bytes: number) {
    this.#clock = clock;
    this.#from = { bytes, atMs: clock.monotonicMs() };
  }

  /** What is left, in milliseconds; undefined while there is nothing to tell it from. */
  etaMs(bytes: number, totalBytes: number | undefined): number | undefined {
    const nowMs = this.#clock.monotonicMs();
    const came = bytes - this.#from.bytes;
    if (came <= 0) {
      // Nobody sends yet: that time is not the line's.
      this.#from = { bytes, atMs: nowMs };
      return undefined;
    }
    if (totalBytes === undefined || totalBytes <= 0) return undefined;
    return ((nowMs - this.#from.atMs) * Math.max(0, totalBytes - bytes)) / came;
  }
}
