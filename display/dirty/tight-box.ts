import type { BitGrid } from './bit-grid.js';
import { bitsBefore, bitsFrom, countBits, highestBit, lowestBit } from './bits.js';

/** The smallest rectangle around the set bits of a region; one object, filled again for every region. */
export class TightBox {
  x = 0;
  y = 0;
  endX = 0;
  endY = 0;
  /** Set bits in it. */
  count = 0;
  readonly #columns: Int32Array;

  constructor(stride: number) {
    this.#columns = new Int32Array(stride);
  }

  get area(): number {
    return (this.endX - this.x) * (this.endY - this.y);
  }

  /** Returns false, and leaves the box without meaning, where no bit of [x, endX) by [y, endY) is set. */
  find({ words, stride }: BitGrid, x: number, y: number, endX: number, endY: number): boolean {
    const columns = this.#columns;
    const first = x >> 5;
    const last = (endX - 1) >> 5;
    columns.fill(0, first, last + 1);
    this.count = 0;
    this.y = -1;
    for (let row = y; row < endY; row++) {
      let some = 0;
      for (let word = first; word <= last; word++) {
        let bits = words[row * stride + word] ?? 0;
        if (word === first) bits &= bitsFrom(x);
        if (word === last) bits &= bitsBefore(endX);
        if (bits === 0) continue;
        some = 1;
        columns[word] = (columns[word] ?? 0) | bits;
        this.count += countBits(bits);
      }
      if (some === 0) continue;
      if (this.y < 0) this.y = row;
      this.endY = row + 1;
    }
    if (this.y < 0) return false;
    this.#findColumns(first, last);
    return true;
  }

  #findColumns(first: number, last: number): void {
    let low = first;
    while (this.#columns[low] === 0) low++;
    let high = last;
    while (this.#columns[high] === 0) high--;
    this.x = low * 32 + lowestBit(this.#columns[low] ?? 0);
    this.endX = high * 32 + highestBit(this.#columns[high] ?? 0) + 1;
  }
}
