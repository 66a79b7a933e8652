import type { FrameKind } from './frame-name.js';
import { FULL_FRAME_INTERVAL_MS, MAX_DELTA_RUN } from './limits.js';

const FULL_FRAME_INTERVAL_US = FULL_FRAME_INTERVAL_MS * 1000;
const LONGEST_PATIENCE_US = 8_000_000;

/**
 * Chooses full or delta for each frame without compressing it twice.
 *
 * A delta's size is foreseen from the share of changed pixels and what a changed pixel cost in the last delta; a full frame's
 * from the last full frame.
 */
export class EncodingChoice {
  #lastFullUs = Number.NEGATIVE_INFINITY;
  #lastDeltaUs = Number.NEGATIVE_INFINITY;
  #run = 0;
  #fullBytes = Number.POSITIVE_INFINITY;
  /** Bytes of a delta in which everything changed, going by the last one. */
  #wholeDeltaBytes = 0;
  #patienceUs = FULL_FRAME_INTERVAL_US;

  /** Whether a frame that starts at `startUs` is written full whatever is in it. */
  isFullDue(startUs: number): boolean {
    return startUs - this.#lastFullUs >= FULL_FRAME_INTERVAL_US || this.#run >= MAX_DELTA_RUN;
  }

  /** Decides, and counts on the decision being carried out. @param changed share of changed pixels, 0 to 1; 1 where it is not known. */
  choose(startUs: number, changed: number): FrameKind {
    const delta = !this.isFullDue(startUs) && changed < MOST_CHANGED && this.#isWorthwhile(startUs, changed);
    if (delta) this.#lastDeltaUs = startUs;
    else this.#lastFullUs = startUs;
    this.#run = delta ? this.#run + 1 : 0;
    return delta ? 'delta' : 'full';
  }

  /** What became of an earlier frame. */
  learn(kind: FrameKind, changed: number, storedBytes: number): void {
    if (kind === 'full') this.#fullBytes = storedBytes;
    else {
      this.#wholeDeltaBytes = storedBytes / Math.max(changed, LEAST_CHANGED);
      const paid = storedBytes < this.#fullBytes;
      this.#patienceUs = paid ? FULL_FRAME_INTERVAL_US : Math.min(this.#patienceUs * 2, LONGEST_PATIENCE_US);
    }
  }

  /** Where there was no delta for a while one is tried, so that a wrong foresight does not last; after a bad try a longer while. */
  #isWorthwhile(startUs: number, changed: number): boolean {
    const stale = startUs - this.#lastDeltaUs >= this.#patienceUs;
    return stale || changed * this.#wholeDeltaBytes < this.#fullBytes;
  }
}

/** A delta in which nearly every pixel differs never was the smaller one, in any clip measured. */
const MOST_CHANGED = 0.95;
/** Below this the sample of changed pixels is too small to divide by. */
const LEAST_CHANGED = 0.001;
