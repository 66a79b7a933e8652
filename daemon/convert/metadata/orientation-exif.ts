import type { Orientation } from '../orientation.js';

/** An EXIF block that says the orientation and nothing else: TIFF 6.0, big-endian, one directory with one entry (tag 274, a SHORT). */
export function orientationExif(orientation: Orientation): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(274, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
