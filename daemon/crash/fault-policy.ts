import type { Clock } from '../clock.js';

/**
 * go-on: nothing but the one piece of work is lost. again: everything but the picture begins anew, in this process. end: the process ends, and
 * whoever started it starts it again.
 */
export type FaultVerdict = 'go-on' | 'again' | 'end';

/** A failure that nobody waited for has left nothing half-way but its own work; as many as this are a loop. */
const MANY_REJECTIONS = 20;
const REJECTIONS_WITHIN_MS = 60_000;

/** Beginning anew has not helped then. */
const MANY_RUNS = 3;
const RUNS_WITHIN_MS = 600_000;

/** Decides what an error costs that nothing has caught. */
export class FaultPolicy {
  readonly #clock: Clock;
  #rejections: number[] = [];
  #runs: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A promise was rejected, and nobody waited for it. */
  rejected(): FaultVerdict {
    this.#rejections = this.#lately(this.#rejections, REJECTIONS_WITHIN_MS);
    if (this.#rejections.length < MANY_REJECTIONS) return 'go-on';
    this.#rejections = [];
    return this.thrown();
  }

  /** A callback threw: what it was in the middle of may be half done. */
  thrown(): FaultVerdict {
    this.#runs = this.#lately(this.#runs, RUNS_WITHIN_MS);
    return this.#runs.length < MANY_RUNS ? 'again' : 'end';
  }

  #lately(times: readonly number[], withinMs: number): number[] {
    const nowMs = this.#clock.monotonicMs();
    return [...times.filter((ms) => nowMs - ms < withinMs), nowMs];
  }
}
