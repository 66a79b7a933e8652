import { DisplayError, type Geometry } from '../display.js';
import type { FramebufferFacts } from './framebuffer-facts.js';

/**
 * A framebuffer's memory as it is to be: the picture in the middle, black around it.
 *
 *     ┌──────────── stride ───────────┐
 *     │ border    picture   border  · │   top: rows above the picture
 *     └───────────────────────────────┘   · bytes that are never shown
 *
 * 16 bits a pixel are RGB565 little-endian, 32 are XRGB8888: bytes blue, green, red and one that nobody looks at.
 */
export class MemoryImage {
  /** strideBytes * height of the framebuffer. */
  readonly bytes: Buffer;
  /** Rows above the picture. */
  readonly top: number;
  readonly #picture: Geometry;
  /** The picture's part of each of its rows. */
  readonly #rows: readonly Buffer[];
  readonly #convert: (row: Buffer, pixels: Buffer, at: number) => void;

  /** @throws DisplayError 'framebuffer-too-small' or 'framebuffer-format-unsupported'. */
  constructor(framebuffer: FramebufferFacts, picture: Geometry) {
    const { geometry, bitsPerPixel, strideBytes, number } = framebuffer;
    const convert = CONVERSIONS.get(bitsPerPixel);
    if (convert === undefined) {
      throw new DisplayError(
        'framebuffer-format-unsupported',
        `The framebuffer fb${number} has ${bitsPerPixel} bits a pixel; 16 (RGB565) and 32 (XRGB8888) can be written.`,
      );
    }
    if (geometry.width < picture.width || geometry.height < picture.height) {
      throw new DisplayError(
        'framebuffer-too-small',
        `The framebuffer fb${number} shows ${geometry.width}x${geometry.height}, the panel's picture has ` +
          `${picture.width}x${picture.height}; choose a panel (or a rotation) that is no larger than the framebuffer.`,
      );
    }
    this.#picture = picture;
    this.#convert = convert;
    this.top = (geometry.height - picture.height) >> 1;
    const left = (geometry.width - picture.width) >> 1;
    const pixelBytes = bitsPerPixel / 8;
    const bytes = Buffer.alloc(strideBytes * geometry.height);
    this.bytes = bytes;
    this.#rows = Array.from({ length: picture.height }, (_, row) => {
      const start = (this.top + row) * strideBytes + left * pixelBytes;
      return bytes.subarray(start, start + picture.width * pixelBytes);
    });
  }

  /**
   * Takes rows [row, endRow) of the picture.
   *
   * @param pixels the whole picture, RGB565 big-endian.
   */
  paint(pixels: Uint8Array, row: number, endRow: number): void {
    // A Buffer over the same memory: it can copy a part of itself without a view for every row.
    const source = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.length);
    const rowBytes = this.#picture.width * 2;
    for (let y = row; y < endRow; y++) {
      const target = this.#rows[y];
      if (target !== undefined) this.#convert(target, source, y * rowBytes);
    }
  }
}

/** By bits a pixel: how a row of RGB565 big-endian, from `at` on, is put into a row of the framebuffer. */
const CONVERSIONS: ReadonlyMap<number, (row: Buffer, pixels: Buffer, at: number) => void> = new Map([
  [16, toRgb565LittleEndian],
  [32, toXrgb8888],
]);

function toRgb565LittleEndian(row: Buffer, pixels: Buffer, at: number): void {
  pixels.copy(row, 0, at, at + row.length);
  row.swap16();
}

/** The high bits are repeated in the low ones, as unpackRgb565 does, so that white stays white; without its tuple for every pixel. */
function toXrgb8888(row: Buffer, pixels: Buffer, at: number): void {
  for (let to = 0, from = at; to < row.length; to += 4, from += 2) {
    const high = pixels[from] ?? 0;
    const low = pixels[from + 1] ?? 0;
    const green = ((high & 0x07) << 3) | (low >> 5);
    row[to] = (low << 3) | ((low >> 2) & 0x07);
    row[to + 1] = (green << 2) | (green >> 4);
    row[to + 2] = (high & 0xf8) | (high >> 5);
    row[to + 3] = 0xff;
  }
}
