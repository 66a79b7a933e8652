import { highestBit, lowestBit } from './bits.js';

/**
 * Covers the set bits of a row of words with runs, where a run and what it leaves out on its way are counted alike: two runs are one
 * where the gap between them is not wider than `maxGap`.
 *
 * The runs are kept in `starts` and `ends` (half-open) until the next call.
 */
export class RunCover {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  count = 0;
  /** Bits from the start to the end of every run, added up. */
  covered = 0;

  /** @param width bits in a row; at most every second one can begin a run. */
  constructor(width: number) {
    this.starts = new Int32Array((width >> 1) + 2);
    this.ends = new Int32Array((width >> 1) + 2);
  }

  cover(words: Int32Array, first: number, last: number, maxGap: number): void {
    this.count = 0;
    this.covered = 0;
    for (let word = first; word <= last; word++) {
      const bits = words[word] ?? 0;
      if (bits === 0) continue;
      // Gaps inside a word are 30 at most.
      if (bits === -1 || maxGap >= 30) this.#add(word * 32 + lowestBit(bits), word * 32 + highestBit(bits) + 1, maxGap);
      else this.#addRuns(bits, word * 32, maxGap);
    }
    for (let run = 0; run < this.count; run++) this.covered += (this.ends[run] ?? 0) - (this.starts[run] ?? 0);
  }

  #addRuns(word: number, base: number, maxGap: number): void {
    let bits = word;
    while (bits !== 0) {
      const start = lowestBit(bits);
      const rest = ~(bits >>> start);
      // What was shifted in from above is 0, so `rest` is 0 only for a whole word.
      const end = rest === 0 ? 32 : start + lowestBit(rest);
      this.#add(base + start, base + end, maxGap);
      bits = end >= 32 ? 0 : bits & (-1 << end);
    }
  }

  #add(start: number, end: number, maxGap: number): void {
    const before = this.count - 1;
    if (before >= 0 && start - (this.ends[before] ?? 0) <= maxGap) {
      this.ends[before] = end;
    } else {
      this.starts[this.count] = start;
      this.ends[this.count] = end;
      this.count++;
    }
  }
}
