import { ManualTimers } from '../control/manual-timers.js';

/** A clock and timers that move only when the test says so, and a clock on the wall that can be set. */
export class WallTimers extends ManualTimers {
  #offsetMs: number;

  /** @param wall ISO time with its offset, or milliseconds since the epoch. */
  constructor(wall: string | number) {
    super();
    this.#offsetMs = new Date(wall).getTime();
  }

  override wallMs(): number {
    return this.monotonicMs() + this.#offsetMs;
  }

  /** What NTP, or a person, does: the wall reads something else at once, and no timer notices. */
  set(wall: string | number): void {
    this.#offsetMs = new Date(wall).getTime() - this.monotonicMs();
  }

  /** Lets time pass until the wall reads that. */
  until(wall: string | number): void {
    this.advance(new Date(wall).getTime() - this.wallMs());
  }
}
