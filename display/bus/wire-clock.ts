import { blockThread } from './block-thread.js';

/** What a bus that only pretends to be busy needs of time. Injected, so that tests own it. */
export interface SleepingClock {
  /** Milliseconds on a clock that never jumps. */
  monotonicMs(): number;
  /** Blocks the thread for about `ms` milliseconds. */
  sleep(ms: number): void;
}

/** The machine's own, for a worker. */
export const blockingClock: SleepingClock = { monotonicMs: () => performance.now(), sleep: blockThread };

/**
 * The time on a simulated wire. It runs like the clock behind it, and jumps ahead by what each transfer takes; the thread is made to wait
 * for it.
 *
 * The thread sleeps only when the wire is a millisecond ahead, and what it slept too long is taken off the next wait: sleeping for each
 * 17 us transfer would take six times as long, since a wait overshoots by 0.1 ms.
 */
export class WireClock {
  readonly #clock: SleepingClock;
  /** How far the wire's time is before the clock's; less than nothing after a wait that was too long. */
  #aheadMs = 0;

  constructor(clock: SleepingClock) {
    this.#clock = clock;
  }

  /** Milliseconds; never goes back. */
  monotonicMs(): number {
    return this.#clock.monotonicMs() + this.#aheadMs;
  }

  /** Does what only a simulation has to do; the wire's time stands still meanwhile. */
  aside(work: () => void): void {
    const beganMs = this.#clock.monotonicMs();
    work();
    this.#catchUp(this.#clock.monotonicMs() - beganMs);
  }

  /** The wire is busy for `ms`. */
  spend(ms: number): void {
    this.#aheadMs += ms;
    if (this.#aheadMs < SHORTEST_SLEEP_MS) return;
    const beganMs = this.#clock.monotonicMs();
    this.#clock.sleep(this.#aheadMs);
    this.#catchUp(this.#clock.monotonicMs() - beganMs);
  }

  #catchUp(passedMs: number): void {
    this.#aheadMs = Math.max(this.#aheadMs - passedMs, -LONGEST_CREDIT_MS);
  }
}

const SHORTEST_SLEEP_MS = 1;

/** A thread that was held up for longer was held up by the machine; a real bus would not have caught up either. */
const LONGEST_CREDIT_MS = 5;
