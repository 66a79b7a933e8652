import type { Geometry, Rectangle } from '../../display/display.js';
import { frameBytes } from '../../display/panel.js';
import { packRgb565 } from '../../display/pixels.js';
import { GLYPH, hasInk } from './pixel-font.js';

/** 8 bits a channel. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A picture of whole pixels, without soft edges: what is one pixel wide here is one pixel wide on the glass. */
export class PixelCanvas {
  readonly geometry: Geometry;
  /** RGB565 big-endian, row by row. */
  readonly pixels: Uint8Array;

  /** @param pixels to paint over; the canvas's from then on. Default: black. */
  constructor(geometry: Geometry, pixels: Uint8Array = new Uint8Array(frameBytes(geometry))) {
    this.geometry = geometry;
    this.pixels = pixels;
  }

  /** What lies outside the picture is left out, here and below. */
  fill({ x, y, endX, endY }: Rectangle, [red, green, blue]: Colour): void {
    const { width, height } = this.geometry;
    const pixel = packRgb565(red, green, blue);
    for (let row = Math.max(0, y); row < Math.min(height, endY); row++) {
      for (let column = Math.max(0, x); column < Math.min(width, endX); column++) {
        const at = (row * width + column) * 2;
        this.pixels[at] = pixel >> 8;
        this.pixels[at + 1] = pixel & 0xff;
      }
    }
  }

  /** Only the outermost pixels of the rectangle. */
  outline({ x, y, endX, endY }: Rectangle, colour: Colour): void {
    this.fill({ x, y, endX, endY: y + 1 }, colour);
    this.fill({ x, y: endY - 1, endX, endY }, colour);
    this.fill({ x, y, endX: x + 1, endY }, colour);
    this.fill({ x: endX - 1, y, endX, endY }, colour);
  }

  /** A line one pixel thick along the inside of the largest circle. */
  outlineCircle(colour: Colour): void {
    const { width, height } = this.geometry;
    const radius = Math.min(width, height) / 2;
    const isInside = (x: number, y: number) => Math.hypot(x + 0.5 - width / 2, y + 0.5 - height / 2) <= radius;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const isEdge = !(isInside(x - 1, y) && isInside(x + 1, y) && isInside(x, y - 1) && isInside(x, y + 1));
        if (isInside(x, y) && isEdge) this.fill({ x, y, endX: x + 1, endY: y + 1 }, colour);
      }
    }
  }

  /** Every pixel of the font `scale` pixels wide and high; (x, y) is the top left. */
  write(text: string, x: number, y: number, scale: number, colour: Colour): void {
    for (const [index, letter] of [...text].entries()) {
      for (let row = 0; row < GLYPH.height; row++) {
        for (let column = 0; column < GLYPH.width; column++) {
          if (!hasInk(letter, column, row)) continue;
          const left = x + (index * (GLYPH.width + 1) + column) * scale;
          const top = y + row * scale;
          this.fill({ x: left, y: top, endX: left + scale, endY: top + scale }, colour);
        }
      }
    }
  }
}

/** How wide and high `text` is, in pixels. */
export function textSize(text: string, scale: number): { width: number; height: number } {
  return { width: (text.length * (GLYPH.width + 1) - 1) * scale, height: GLYPH.height * scale };
}
