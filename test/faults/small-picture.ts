import type { SeededChance } from './seeded-chance.js';

const HEADER_BYTES = 54;

/** A BMP of noise, unlike any other: a file that converts at once. */
export function smallPicture(chance: SeededChance, width = 32, height = 24): Buffer {
  const pixels = chance.bytes(width * height * 3);
  const file = Buffer.alloc(HEADER_BYTES + pixels.length);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(HEADER_BYTES, 10);
  // BITMAPINFOHEADER: its own length, size, one plane, 24 bits, no compression.
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  pixels.copy(file, HEADER_BYTES);
  return file;
}
