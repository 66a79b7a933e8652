import type { Geometry } from '../display.js';
import type { BitGrid } from './bit-grid.js';

/**
 * Finds the pixels in which two RGB565 frames differ.
 *
 * Two pixels at a time, in 32-bit words, and most words cost one comparison. Where a row is an odd number of pixels, words would
 * straddle rows: there it goes pixel by pixel. A frame that does not lie on a word's boundary is copied to one first.
 */
export class FrameComparer {
  readonly #width: number;
  readonly #height: number;
  readonly #frameBytes: number;
  /** Where frames that lie askew are copied to; made when the first one comes. */
  #straightened: Uint8Array[] = [];

  constructor({ width, height }: Geometry) {
    this.#width = width;
    this.#height = height;
    this.#frameBytes = width * height * 2;
  }

  /**
   * Sets the bits of the pixels that differ and clears the others.
   *
   * @returns whether any pixel differs; false: the grid was left as it was.
   */
  mark(previous: Uint8Array, next: Uint8Array, into: BitGrid): boolean {
    // memcmp: 2 us for 320x240 where nothing differs, and nothing worth naming where something does.
    if (Buffer.compare(previous, next) === 0) return false;
    const before = this.#straight(previous, 0);
    const after = this.#straight(next, 1);
    if (this.#width % 2 === 0) this.#markPairs(words(before), words(after), into);
    else this.#markPixels(pixels(before), pixels(after), into);
    return true;
  }

  #markPairs(before: Int32Array, after: Int32Array, { words, stride }: BitGrid): void {
    const pairs = this.#width / 2;
    for (let row = 0; row < this.#height; row++) {
      const end = (row + 1) * pairs;
      let pair = row * pairs;
      for (let word = row * stride; pair < end; word++) {
        const stop = Math.min(pair + 16, end);
        let bits = 0;
        for (let bit = 0; pair < stop; pair++, bit += 2) {
          const differs = (before[pair] ?? 0) ^ (after[pair] ?? 0);
          if (differs === 0) continue;
          if ((differs & 0xffff) !== 0) bits |= 1 << bit;
          if (differs >>> 16 !== 0) bits |= 2 << bit;
        }
        words[word] = bits;
      }
    }
  }

  #markPixels(before: Uint16Array, after: Uint16Array, { words, stride }: BitGrid): void {
    for (let row = 0; row < this.#height; row++) {
      const end = (row + 1) * this.#width;
      let pixel = row * this.#width;
      for (let word = row * stride; pixel < end; word++) {
        const stop = Math.min(pixel + 32, end);
        let bits = 0;
        for (let bit = 0; pixel < stop; pixel++, bit++) {
          if (before[pixel] !== after[pixel]) bits |= 1 << bit;
        }
        words[word] = bits;
      }
    }
  }

  #straight(frame: Uint8Array, which: 0 | 1): Uint8Array {
    if (frame.byteOffset % 4 === 0) return frame;
    const copy = this.#straightened[which] ?? new Uint8Array(this.#frameBytes);
    this.#straightened[which] = copy;
    copy.set(frame);
    return copy;
  }
}

function words(frame: Uint8Array): Int32Array {
  return new Int32Array(frame.buffer, frame.byteOffset, frame.length >> 2);
}

function pixels(frame: Uint8Array): Uint16Array {
  return new Uint16Array(frame.buffer, frame.byteOffset, frame.length >> 1);
}
