/**
 * RGB565 pixels as what is left of each when the one before it is taken away: small numbers, mostly, which compress to two fifths where pixels as they are
 * compress to three (both with DEFLATE; frames of films, measured).
 *
 * From red and blue half of the pixel's green is taken first, since they rise and fall with it. Then each field is the difference to the pixel before,
 * row after row, without a sign: modulo 32 for red and blue, 64 for green. The first pixel's is that to black. The fields are put together as those of
 * a pixel are; then come all the high bytes, and then all the low ones.
 */

/** @param pixels 2 bytes each, big-endian. @param into as long as `pixels`, another memory. */
export function writeDifferences(pixels: Uint8Array, into: Uint8Array): void {
  const count = pixels.length >> 1;
  let [red, green, blue] = [0, 0, 0];
  for (let i = 0, at = 0; i < count; i++, at += 2) {
    // In range by `count`.
    const pixel = ((pixels[at] ?? 0) << 8) | (pixels[at + 1] ?? 0);
    const g = (pixel >> 5) & 0x3f;
    const r = (pixel >> 11) - (g >> 1);
    const b = (pixel & 0x1f) - (g >> 1);
    const left = (((r - red) & 0x1f) << 11) | (((g - green) & 0x3f) << 5) | ((b - blue) & 0x1f);
    into[i] = left >> 8;
    into[count + i] = left;
    red = r;
    green = g;
    blue = b;
  }
}

/** Undoes `writeDifferences`. @param into as long as `differences`, another memory: pixels, 2 bytes each, big-endian. */
export function readDifferences(differences: Uint8Array, into: Uint8Array): void {
  const count = differences.length >> 1;
  let [red, green, blue] = [0, 0, 0];
  for (let i = 0, at = 0; i < count; i++, at += 2) {
    // In range by `count`.
    const left = ((differences[i] ?? 0) << 8) | (differences[count + i] ?? 0);
    red += left >> 11;
    green = (green + (left >> 5)) & 0x3f;
    blue += left;
    const half = green >> 1;
    const pixel = (((red + half) & 0x1f) << 11) | (green << 5) | ((blue + half) & 0x1f);
    into[at] = pixel >> 8;
    into[at + 1] = pixel;
    red &= 0x1f;
    blue &= 0x1f;
  }
}
