/** True wherever a browser runs today; the tables are laid out by it all the same. */
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/*
 * A pixel's first byte is rrrrrggg, its second gggbbbbb. Each bit of them ends in bits of the colour of its own, so a pixel is what its bytes give,
 * joined. One table of all 65,536 pixels would take a phone longer to make than the first picture takes to come.
 */
const OF_FIRST = Uint32Array.from({ length: 256 }, (_, byte) => rgbaWord(byte >> 3, (byte & 7) << 3, 0));
const OF_SECOND = Uint32Array.from({ length: 256 }, (_, byte) => rgbaWord(0, byte >> 5, byte & 0x1f));

/**
 * Writes RGB565 big-endian pixels as RGBA words, the layout of ImageData's `data.buffer`.
 *
 * @param pixels 2 bytes a pixel.
 * @param into one word a pixel; takes as many pixels as both have.
 */
export function expandRgb565(pixels: Uint8Array, into: Uint32Array): void {
  const count = Math.min(into.length, pixels.length >> 1);
  for (let i = 0, at = 0; i < count; i++, at += 2) {
    // Both are in range: `at` by `count`, and the tables have every byte.
    into[i] = (OF_FIRST[pixels[at] ?? 0] ?? 0) | (OF_SECOND[pixels[at + 1] ?? 0] ?? 0);
  }
}

/** Opaque, in memory order R G B A. Of 5, 6 and 5 bits; the high ones are repeated in the low ones, so that white stays white. */
function rgbaWord(red: number, green: number, blue: number): number {
  const [r, g, b] = [(red << 3) | (red >> 2), (green << 2) | (green >> 4), (blue << 3) | (blue >> 2)];
  return LITTLE_ENDIAN ? (0xff << 24) | (b << 16) | (g << 8) | r : (r << 24) | (g << 16) | (b << 8) | 0xff;
}
