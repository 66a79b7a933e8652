import type { Geometry } from '../../display/display.js';
import { packRgb565 } from '../../display/pixels.js';
import type { Bounds, Shape } from './shapes.js';

export type Colour = readonly [red: number, green: number, blue: number];

/** The 4x4 Bayer matrix: thresholds in sixteenths. Fixed to the pixel, so that a still area dithers the same in every frame. */
const BAYER = new Float32Array([0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5].map((step) => (step + 0.5) / 16));

/** A picture in the painting: 8-bit channels with fractions, painted over from back to front with anti-aliased edges. */
export class Canvas {
  readonly geometry: Geometry;
  /** Red, green and blue of each pixel, row by row. */
  readonly #channels: Float32Array;

  constructor(geometry: Geometry) {
    this.geometry = geometry;
    this.#channels = new Float32Array(geometry.width * geometry.height * 3);
  }

  /** Paints whole rows, each in its colour. */
  paintRows(colourOf: (y: number) => Colour): void {
    const { width, height } = this.geometry;
    for (let y = 0; y < height; y++) {
      const colour = colourOf(y);
      for (let x = 0; x < width; x++) this.#blend(x, y, colour, 1);
    }
  }

  /** Paints everything below a line, given as its height at the middle of every column in pixels from the top. */
  paintBelow(line: Float64Array, colour: Colour): void {
    const { width, height } = this.geometry;
    for (let x = 0; x < width; x++) {
      const top = line[x] ?? 0;
      for (let y = Math.max(0, Math.floor(top)); y < height; y++) this.#blend(x, y, colour, Math.min(1, y + 1 - top));
    }
  }

  paintShape({ distance, bounds }: { distance: Shape; bounds: Bounds }, colour: Colour): void {
    const { width, height } = this.geometry;
    for (let y = Math.max(0, bounds.y); y < Math.min(height, bounds.endY); y++) {
      for (let x = Math.max(0, bounds.x); x < Math.min(width, bounds.endX); x++) {
        // The distance of the pixel's centre to the edge is nearly the share of it that is covered: one pixel of anti-aliasing.
        this.#blend(x, y, colour, 0.5 - distance(x + 0.5, y + 0.5));
      }
    }
  }

  /**
   * The picture as width * height * 2 bytes, RGB565 big-endian. Ordered dithering hides the bands of a gradient; a flat colour whose
   * channels RGB565 can show (red and blue in steps of 8, green of 4) stays flat.
   */
  toRgb565(): Uint8Array {
    const { width, height } = this.geometry;
    const channels = this.#channels;
    const pixels = new Uint8Array(width * height * 2);
    for (let y = 0, pixel = 0; y < height; y++) {
      for (let x = 0; x < width; x++, pixel++) {
        const threshold = BAYER[(y & 3) * 4 + (x & 3)] ?? 0;
        const value = packRgb565(
          Math.min(255, (channels[pixel * 3] ?? 0) + threshold * 8),
          Math.min(255, (channels[pixel * 3 + 1] ?? 0) + threshold * 4),
          Math.min(255, (channels[pixel * 3 + 2] ?? 0) + threshold * 8),
        );
        pixels[pixel * 2] = value >> 8;
        pixels[pixel * 2 + 1] = value & 0xff;
      }
    }
    return pixels;
  }

  #blend(x: number, y: number, colour: Colour, share: number): void {
    if (share <= 0) return;
    const over = Math.min(1, share);
    const at = (y * this.geometry.width + x) * 3;
    for (let channel = 0; channel < 3; channel++) {
      const under = this.#channels[at + channel] ?? 0;
      this.#channels[at + channel] = under + ((colour[channel] ?? 0) - under) * over;
    }
  }
}
