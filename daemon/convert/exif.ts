import { type Orientation, orientationOfNumber } from './orientation.js';

/**
 * The EXIF orientation of a JPEG, PNG or WebP file.
 *
 * Read here and not by ffmpeg, because versions differ: 5.1 knows it of JPEG only, and only on decoded frames. ffmpeg is told not to
 * rotate on its own.
 *
 * @param head the beginning of the file; an EXIF block behind it is not found, and the picture stays as stored
 */
export function exifOrientation(head: Uint8Array): Orientation {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const tiff = tiffOfJpeg(bytes) ?? tiffOfPng(bytes) ?? tiffOfWebp(bytes);
  return tiff ? orientationOfTiff(tiff) : 1;
}

/** JPEG: marker segments; APP1 that starts with "Exif\0\0". */
function tiffOfJpeg(bytes: Buffer): Buffer | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    // Fill bytes before a marker; SOS: the pixels begin.
    if (marker === 0xff) at++;
    else if (marker === 0xda) return undefined;
    else {
      const end = at + 2 + bytes.readUInt16BE(at + 2);
      if (marker === 0xe1 && bytes.toString('latin1', at + 4, at + 10) === 'Exif\0\0')
        return bytes.subarray(at + 10, end);
      at = end;
    }
  }
  return undefined;
}

/** PNG: the eXIf chunk (PNG third edition, 11.3.4.5). */
function tiffOfPng(bytes: Buffer): Buffer | undefined {
  if (bytes.toString('latin1', 1, 4) !== 'PNG') return undefined;
  for (let at = 8; at + 8 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'eXIf')
      return bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
  }
  return undefined;
}

/** WebP: the EXIF chunk, which comes after the pixels; some writers put JPEG's "Exif\0\0" in front. */
function tiffOfWebp(bytes: Buffer): Buffer | undefined {
  if (bytes.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4);
    if (bytes.toString('latin1', at, at + 4) === 'EXIF') {
      const data = bytes.subarray(at + 8, at + 8 + length);
      return data.toString('latin1', 0, 6) === 'Exif\0\0' ? data.subarray(6) : data;
    }
    at += 8 + length + (length % 2);
  }
  return undefined;
}

/** TIFF 6.0: the first directory's entry 274. */
function orientationOfTiff(tiff: Buffer): Orientation {
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number) => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  if (u16(2) !== 42) return 1;
  const directory = u32(4);
  const entries = Math.min(u16(directory), 512);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (u16(entry) === 274) return orientationOfNumber(u16(entry + 8));
  }
  return 1;
}
