import type { PlayerStats } from '../../../../daemon/protocol/state.js';

/** One look at how things go. */
export interface HealthSample {
  readonly fps: number;
  /** Since the look before. */
  readonly late: number;
  readonly dropped: number;
  /** 0 to 1. */
  readonly bus: number;
  readonly celsius: number;
}

/** The last looks, oldest first; of what only counts up, how much came since the look before. */
export class History {
  readonly #most: number;
  #samples: readonly HealthSample[] = [];
  #before: PlayerStats | undefined;

  /** @param most so many are kept. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Returns all that are kept. */
  add(stats: PlayerStats, celsius = 0): readonly HealthSample[] {
    const before = this.#before ?? stats;
    this.#before = stats;
    const sample = {
      fps: stats.fps,
      // After a restart of the daemon they count from 0 again.
      late: Math.max(0, stats.late - before.late),
      dropped: Math.max(0, stats.dropped - before.dropped),
      bus: stats.link?.utilisation ?? 0,
      celsius,
    };
    this.#samples = [...this.#samples, sample].slice(-this.#most);
    return this.#samples;
  }
}
