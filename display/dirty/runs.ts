import { highestBit, lowestBit } from './bits.js';

/**
 * Covers the set bits of a row of words with runs; bits with a gap of at most `maxGap` between them are in one run.
 *
 * The runs are kept in `starts` and `ends` (half-open) until the next call.
 */
export class RunCover {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  count = 0;

  /** @param width bits in a row; at most every second one can begin a run. */
  constructor(width: number) {
    this.starts = new Int32Array((width >> 1) + 2);
    this.ends = new Int32Array((width >> 1) + 2);
  }

  /** @param first and `last`: the words that count, both inclusive. */
  cover(words: Int32Array, first: number, last: number, maxGap: number): void {
    let count = 0;
    let start = -1;
    let end = 0;
    for (let word = first; word <= last; word++) {
      let bits = words[word] ?? 0;
      while (bits !== 0) {
        const from = lowestBit(bits);
        const to = maxGap >= WIDEST_INNER_GAP ? highestBit(bits) + 1 : endOfRun(bits, from);
        const next = word * 32 + from;
        if (start < 0) {
          start = next;
        } else if (next - end > maxGap) {
          this.starts[count] = start;
          this.ends[count++] = end;
          start = next;
        }
        end = word * 32 + to;
        bits = to === 32 ? 0 : bits & (-1 << to);
      }
    }
    if (start >= 0) {
      this.starts[count] = start;
      this.ends[count++] = end;
    }
    this.count = count;
  }
}

/** The bit after the run of set bits that begins at bit `from`. */
export function endOfRun(bits: number, from: number): number {
  const clear = ~(bits >>> from);
  // 0 only for a word that is all set: what is shifted in from above counts as clear.
  return clear === 0 ? 32 : from + lowestBit(clear);
}

/** Between the lowest and the highest bit of a word. */
export const WIDEST_INNER_GAP = 30;
