/** One RGB565 pixel from 8-bit channels, rounded down as ffmpeg and every controller do. */
export function packRgb565(red: number, green: number, blue: number): number {
  return ((red & 0xf8) << 8) | ((green & 0xfc) << 3) | (blue >> 3);
}

/** 8-bit channels from one RGB565 pixel; the high bits are repeated in the low ones, so that white stays white. */
export function unpackRgb565(pixel: number): [red: number, green: number, blue: number] {
  const red = pixel >> 11;
  const green = (pixel >> 5) & 0x3f;
  const blue = pixel & 0x1f;
  return [(red << 3) | (red >> 2), (green << 2) | (green >> 4), (blue << 3) | (blue >> 2)];
}
