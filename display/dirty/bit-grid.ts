import type { Geometry, Rectangle } from '../display.js';
import { bitsBefore, bitsFrom } from './bits.js';

/** One bit a pixel. Pixel x of a row: bit x & 31, counted from the lowest, of the row's word x >> 5. A row begins with a word. */
export class BitGrid implements Geometry {
  readonly width: number;
  readonly height: number;
  /** Words in a row. Bits past the width are 0. */
  readonly stride: number;
  readonly words: Int32Array;

  constructor({ width, height }: Geometry) {
    this.width = width;
    this.height = height;
    this.stride = (width + 31) >> 5;
    this.words = new Int32Array(this.stride * height);
  }

  clear(): void {
    this.words.fill(0);
  }

  /** Sets every bit of the rectangle, which lies inside the grid and is not empty. */
  fill({ x, y, endX, endY }: Rectangle): void {
    const first = x >> 5;
    const last = (endX - 1) >> 5;
    for (let row = y; row < endY; row++) {
      const start = row * this.stride;
      for (let word = first; word <= last; word++) {
        const mask = (word === first ? bitsFrom(x) : -1) & (word === last ? bitsBefore(endX) : -1);
        this.words[start + word] = (this.words[start + word] ?? 0) | mask;
      }
    }
  }
}
