import type { SleepingClock } from '../../display/bus/wire-clock.js';

/** Time that passes only while somebody sleeps, and exactly as long. */
export class ManualClock implements SleepingClock {
  nowMs = 0;

  monotonicMs(): number {
    return this.nowMs;
  }

  sleep(ms: number): void {
    this.nowMs += ms;
  }
}
