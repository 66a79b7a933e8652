export interface Screen {
  width: number;
  height: number;
  /** RGB565, big-endian, as frames are. */
  pixels: Buffer;
}

/** A PPM (P6, 8 bits), as QEMU's screendump writes it, in the colours that a 16-bpp framebuffer can have. */
export function parseScreen(ppm: Buffer): Screen {
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 64).toString('latin1'));
  if (!header) throw new Error('QEMU wrote no PPM.');
  const [width, height] = [Number(header[1]), Number(header[2])];
  const rgb = ppm.subarray(header[0].length);
  const pixels = Buffer.alloc(width * height * 2);
  for (let at = 0; at < width * height; at++) {
    const [red = 0, green = 0, blue = 0] = rgb.subarray(at * 3, at * 3 + 3);
    pixels.writeUInt16BE(((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3), at * 2);
  }
  return { width, height, pixels };
}

/** A part of it, as the pixels of a frame of that size. */
export function cutOut(
  { width, pixels }: Screen,
  part: { x: number; y: number; width: number; height: number },
): Buffer {
  const rows = Array.from({ length: part.height }, (_, row) => {
    const from = ((part.y + row) * width + part.x) * 2;
    return pixels.subarray(from, from + part.width * 2);
  });
  return Buffer.concat(rows);
}
