import type { PixelFormat } from '../controllers/controller.js';
import type { Geometry, Rectangle } from '../display.js';

/**
 * The pixels of a rectangle, one after the other, as the controller takes them: gathered out of a frame into one buffer that is used again,
 * and made 18-bit where it wants that. RGB565 rows of the frame's full width need no gathering: they lie together already.
 */
export class PixelRows {
  readonly #geometry: Geometry;
  readonly #format: PixelFormat;
  readonly #gathered: Uint8Array;

  constructor(geometry: Geometry, format: PixelFormat) {
    this.#geometry = geometry;
    this.#format = format;
    this.#gathered = new Uint8Array(geometry.width * geometry.height * bytesPerPixel(format));
  }

  /**
   * @param frame RGB565 big-endian, row by row.
   * @returns a view on `frame` or on the buffer; valid until the next call.
   */
  gather(frame: Uint8Array, { x, y, endX, endY }: Rectangle): Uint8Array {
    const stride = this.#geometry.width * 2;
    const isFullWidth = endX - x === this.#geometry.width;
    if (this.#format === 'rgb565') {
      if (isFullWidth) return frame.subarray(y * stride, endY * stride);
      const rowBytes = (endX - x) * 2;
      for (let row = y, at = 0; row < endY; row++, at += rowBytes) {
        const start = row * stride + x * 2;
        this.#gathered.set(frame.subarray(start, start + rowBytes), at);
      }
      return this.#gathered.subarray(0, rowBytes * (endY - y));
    }
    let at = 0;
    for (let row = y; row < endY; row++) {
      at = toRgb666(frame, row * stride + x * 2, row * stride + endX * 2, this.#gathered, at);
    }
    return this.#gathered.subarray(0, at);
  }
}

export function bytesPerPixel(format: PixelFormat): 2 | 3 {
  return format === 'rgb565' ? 2 : 3;
}

/**
 * RGB565 big-endian to three bytes of which the upper six bits count. The lowest bit of red and blue repeats the highest, so that white stays
 * white and black black.
 *
 * @returns where in `into` the next pixel goes.
 */
function toRgb666(frame: Uint8Array, start: number, end: number, into: Uint8Array, first: number): number {
  let at = first;
  for (let from = start; from < end; from += 2) {
    const high = frame[from] ?? 0;
    const low = frame[from + 1] ?? 0;
    into[at] = (high & 0xf8) | ((high >> 5) & 0x04);
    into[at + 1] = ((high & 0x07) << 5) | ((low >> 3) & 0x1c);
    into[at + 2] = ((low & 0x1f) << 3) | ((low >> 2) & 0x04);
    at += 3;
  }
  return at;
}
