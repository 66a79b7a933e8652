/** True wherever a browser runs today; the table is laid out by it all the same. */
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The RGBA word, in memory order R G B A, of each of the 65,536 RGB565 values. 256 KiB, made on first use. */
let rgbaOfPixel: Uint32Array | undefined;

/**
 * Writes RGB565 big-endian pixels as RGBA words, the layout of ImageData's `data.buffer`.
 *
 * @param pixels 2 bytes a pixel.
 * @param into one word a pixel; takes as many pixels as both have.
 */
export function expandRgb565(pixels: Uint8Array, into: Uint32Array): void {
  rgbaOfPixel ??= createTable();
  const table = rgbaOfPixel;
  const count = Math.min(into.length, pixels.length >> 1);
  for (let i = 0, at = 0; i < count; i++, at += 2) {
    // Both are in range: `at` by `count`, and the table has every 16-bit value.
    into[i] = table[((pixels[at] ?? 0) << 8) | (pixels[at + 1] ?? 0)] ?? 0;
  }
}

function createTable(): Uint32Array {
  const table = new Uint32Array(0x10000);
  for (let pixel = 0; pixel < table.length; pixel++) {
    const [red, green, blue] = [pixel >> 11, (pixel >> 5) & 0x3f, pixel & 0x1f];
    // The high bits are repeated in the low ones, so that white stays white.
    const [r, g, b] = [(red << 3) | (red >> 2), (green << 2) | (green >> 4), (blue << 3) | (blue >> 2)];
    table[pixel] = LITTLE_ENDIAN ? (0xff << 24) | (b << 16) | (g << 8) | r : (r << 24) | (g << 16) | (b << 8) | 0xff;
  }
  return table;
}
