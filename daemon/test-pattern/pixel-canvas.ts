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

  constructor(geometry: Geometry) {
    this.geometry = geometry;
    this.pixels = new Uint8Array(frameBytes(geometry));
  }

  /** What lies outside the picture is left out, here and below. */
  fill({ x, y, endX, endY }: Rectangle, colour: Colour): void {
    for (let row = y; row < endY; row++) {
      for (let column = x; column < endX; column++) this.set(column, row, colour);
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
        if (isInside(x, y) && isEdge) this.set(x, y, colour);
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

  set(x: number, y: number, [red, green, blue]: Colour): void {
    const { width, height } = this.geometry;
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const pixel = packRgb565(red, green, blue);
    const at = (y * width + x) * 2;
    this.pixels[at] = pixel >> 8;
    this.pixels[at + 1] = pixel & 0xff;
  }
}

/** How wide and high `text` is, in pixels. */
export function textSize(text: string, scale: number): { width: number; height: number } {
  return { width: (text.length * (GLYPH.width + 1) - 1) * scale, height: GLYPH.height * scale };
}
