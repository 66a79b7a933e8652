import type { Clock } from '../clock.js';

export interface Progress {
  /** Frames converted so far. */
  readonly frames: number;
  /** 0 to 100; absent where the clip's length is not known. */
  readonly percent?: number;
  /** What is left, in milliseconds, at the pace so far; absent where it cannot be known. */
  readonly etaMs?: number;
}

/** Ten reports a second are as many as anybody sees. */
const REPORT_MS = 100;
/** A pace measured over less than this is a guess. */
const ETA_AFTER_MS = 400;

/** Turns frames into reports, not too many of them. */
export class ProgressMeter {
  readonly #clock: Clock;
  readonly #report: ((progress: Progress) => void) | undefined;
  readonly #beganMs: number;
  #reportedMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, report: ((progress: Progress) => void) | undefined) {
    this.#clock = clock;
    this.#report = report;
    this.#beganMs = clock.monotonicMs();
  }

  /** @param share what is done, 0 to 1; undefined: unknown */
  frame(frames: number, share: number | undefined): void {
    if (!this.#report) return;
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#reportedMs < REPORT_MS) return;
    this.#reportedMs = nowMs;
    if (share === undefined) {
      this.#report({ frames });
      return;
    }
    const done = Math.min(1, Math.max(0, share));
    const spentMs = nowMs - this.#beganMs;
    const known = done > 0 && spentMs >= ETA_AFTER_MS;
    this.#report({ frames, percent: done * 100, ...(known && { etaMs: (spentMs * (1 - done)) / done }) });
  }

  /** All frames are in the file. */
  done(frames: number): void {
    this.#report?.({ frames, percent: 100, etaMs: 0 });
  }
}
