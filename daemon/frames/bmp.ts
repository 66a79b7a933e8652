import type { Geometry } from '../../display/display.js';

/** BITMAPFILEHEADER, BITMAPINFOHEADER and three masks (Microsoft, "Bitmap Storage"; wingdi.h). */
const FILE_HEADER_BYTES = 14;
const INFO_HEADER_BYTES = 40;
const PIXELS_AT = FILE_HEADER_BYTES + INFO_HEADER_BYTES + 3 * 4;
const BI_BITFIELDS = 3;
const MASKS = [0xf800, 0x07e0, 0x001f] as const;

/**
 * An RGB565 frame as a BMP, which browsers show: the same pixels, only their bytes exchanged, so that no encoder is needed.
 *
 * @param pixels big-endian, rows from top to bottom without gaps, width * height * 2 bytes; stays as it is
 * @returns memory of its own
 */
export function encodeBmp565(pixels: Uint8Array, { width, height }: Geometry): Uint8Array {
  if (pixels.length !== width * height * 2) {
    throw new RangeError(`${pixels.length} bytes were given for ${width}x${height} pixels of 2 bytes each.`);
  }
  // Rows begin at multiples of 4.
  const stride = (width * 2 + 3) & ~3;
  const file = Buffer.alloc(PIXELS_AT + stride * height);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(PIXELS_AT, 10);
  file.writeUInt32LE(INFO_HEADER_BYTES, 14);
  file.writeInt32LE(width, 18);
  // Negative: the top row comes first.
  file.writeInt32LE(-height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(16, 28);
  file.writeUInt32LE(BI_BITFIELDS, 30);
  file.writeUInt32LE(stride * height, 34);
  MASKS.forEach((mask, i) => {
    file.writeUInt32LE(mask, FILE_HEADER_BYTES + INFO_HEADER_BYTES + i * 4);
  });
  for (let y = 0; y < height; y++) {
    const row = file.subarray(PIXELS_AT + y * stride, PIXELS_AT + y * stride + width * 2);
    row.set(pixels.subarray(y * width * 2, (y + 1) * width * 2));
    row.swap16();
  }
  return file;
}
