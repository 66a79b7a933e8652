import { readFileSync, writeSync } from 'node:fs';
import type { WriteAt } from '../../../display/framebuffer/device-file.js';
import { packRgb565 } from '../../../display/pixels.js';

export interface DrmGlassOptions {
  /** The device: a plain file. */
  path: string;
  width: number;
  height: number;
  bitsPerPixel?: 16 | 32;
  strideBytes?: number;
  /** The most that one write takes. */
  mostBytes?: number;
}

/**
 * The glass behind a DRM framebuffer: it shows what the kernel finds changed after a write, by the kernel's own rule
 * (drm_fb_helper_memory_range_to_clip, Linux 6.1 to 6.12), and not what the memory holds.
 */
export class DrmGlass {
  /** Of every write, in order. */
  readonly writes: { position: number; length: number }[] = [];
  readonly #options: Required<DrmGlassOptions>;
  readonly #shown: Buffer;

  constructor(options: DrmGlassOptions) {
    const { width, height, bitsPerPixel = 16 } = options;
    const strideBytes = options.strideBytes ?? (width * bitsPerPixel) / 8;
    this.#options = { mostBytes: Number.POSITIVE_INFINITY, ...options, bitsPerPixel, strideBytes };
    this.#shown = Buffer.alloc(strideBytes * height, 0x77);
  }

  readonly write: WriteAt = (fd, bytes, offset, length, position) => {
    const { mostBytes, strideBytes, height } = this.#options;
    if (position + length > strideBytes * height) throw new Error('a write beyond the memory');
    const written = writeSync(fd, bytes, offset, Math.min(length, mostBytes), position);
    this.writes.push({ position, length: written });
    this.#flush(position, position + written);
    return written;
  };

  /** The part of the glass that begins at (left, top), RGB565 big-endian. */
  pixels({ left = 0, top = 0, width = this.#options.width, height = this.#options.height } = {}): Buffer {
    const { strideBytes, bitsPerPixel } = this.#options;
    const pixels = Buffer.alloc(width * height * 2);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = (top + y) * strideBytes + ((left + x) * bitsPerPixel) / 8;
        pixels.writeUInt16BE(
          bitsPerPixel === 16 ? this.#shown.readUInt16LE(at) : this.#packed(at),
          (y * width + x) * 2,
        );
      }
    }
    return pixels;
  }

  #packed(at: number): number {
    const [blue = 0, green = 0, red = 0] = this.#shown.subarray(at, at + 3);
    return packRgb565(red, green, blue);
  }

  #flush(start: number, end: number): void {
    const { strideBytes, width, bitsPerPixel, path } = this.#options;
    const row = Math.floor(start / strideBytes);
    const endRow = Math.ceil(end / strideBytes);
    let x = 0;
    let endX = width;
    if (endRow - row === 1) {
      x = Math.floor(((start % strideBytes) * 8) / bitsPerPixel);
      endX = Math.ceil(((end % strideBytes) * 8) / bitsPerPixel);
    }
    if (endX > width) throw new Error(`a clip up to column ${endX} of ${width}`);
    const memory = readFileSync(path);
    for (let y = row; y < endRow; y++) {
      const from = y * strideBytes + (x * bitsPerPixel) / 8;
      const to = y * strideBytes + (endX * bitsPerPixel) / 8;
      if (from < to) memory.copy(this.#shown, from, from, to);
    }
  }
}
