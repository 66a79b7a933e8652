import type { Clock } from '../clock.js';

export interface Verdict {
  /** How long to wait before the worker is started again. */
  readonly delayMs: number;
  /** The entry that is not to be played again. */
  readonly condemned?: number;
}

/** What to do about a worker that died: start it again, later and later; and not with the same entry for ever. */
export class RestartPolicy {
  readonly #clock: Clock;
  #deaths: { atMs: number; entry: number | undefined }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param entry what the worker was at; undefined where that cannot be the cause (a display that was unplugged). */
  died(entry: number | undefined): Verdict {
    const nowMs = this.#clock.monotonicMs();
    this.#deaths = this.#deaths.filter(({ atMs }) => nowMs - atMs < WINDOW_MS);
    this.#deaths.push({ atMs: nowMs, entry });
    const delayMs = delayAfter(this.#deaths.length);
    if (entry === undefined || this.#deaths.filter((death) => death.entry === entry).length < DEATHS_OF_ONE_ENTRY) {
      return { delayMs };
    }
    this.#deaths = this.#deaths.filter((death) => death.entry !== entry);
    return { delayMs, condemned: entry };
  }
}

const WINDOW_MS = 60_000;
const DEATHS_OF_ONE_ENTRY = 3;

/** The first time at once, since one death is an accident; then doubling, so that a display that stays away costs next to nothing. */
function delayAfter(deaths: number): number {
  return deaths === 1 ? 0 : Math.min(50 * 2 ** (deaths - 2), 5000);
}
