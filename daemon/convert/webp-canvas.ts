import type { WebpFrame } from './animated-webp.js';

/** The canvas of an animated WebP: RGBA, straight alpha, transparent at first, as browsers have it whatever the file's background says. */
export class WebpCanvas {
  readonly pixels: Uint8Array;
  readonly #width: number;
  #toClear: WebpFrame | undefined;

  constructor(width: number, height: number) {
    this.#width = width;
    this.pixels = new Uint8Array(width * height * 4);
  }

  /** @param source RGBA in rows as wide as the canvas; the frame is in its top left corner */
  draw(frame: WebpFrame, source: Uint8Array): void {
    if (this.#toClear) this.#clear(this.#toClear);
    for (let row = 0; row < frame.height; row++) {
      const from = row * this.#width * 4;
      const to = this.#offset(frame, row);
      const line = source.subarray(from, from + frame.width * 4);
      if (frame.blend) blendLine(this.pixels, to, line);
      else this.pixels.set(line, to);
    }
    this.#toClear = frame.clearAfter ? frame : undefined;
  }

  #clear(frame: WebpFrame): void {
    for (let row = 0; row < frame.height; row++) {
      const to = this.#offset(frame, row);
      this.pixels.fill(0, to, to + frame.width * 4);
    }
  }

  #offset({ x, y }: WebpFrame, row: number): number {
    return ((y + row) * this.#width + x) * 4;
  }
}

/** Source over destination; the colours of both are straight, not multiplied with their alpha. */
function blendLine(destination: Uint8Array, offset: number, source: Uint8Array): void {
  for (let i = 0; i < source.length; i += 4) {
    const alpha = source[i + 3] ?? 0;
    if (alpha === 0) continue;
    const at = offset + i;
    if (alpha === 255) {
      destination.set(source.subarray(i, i + 4), at);
      continue;
    }
    // In units of 1/255: what the destination still gives, and what both give together.
    const rest = ((destination[at + 3] ?? 0) * (255 - alpha)) / 255;
    const sum = alpha + rest;
    for (let channel = 0; channel < 3; channel++) {
      const mixed = (source[i + channel] ?? 0) * alpha + (destination[at + channel] ?? 0) * rest;
      destination[at + channel] = Math.round(mixed / sum);
    }
    destination[at + 3] = Math.round(sum);
  }
}
