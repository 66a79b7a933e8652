import { exifOrientation } from '../exif.js';
import { DamagedPicture } from './damaged-picture.js';
import { orientationExif } from './orientation-exif.js';

/** What shows the picture or animation (WebP container specification). */
const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;

/** A WebP without EXIF, XMP and unknown chunks; its orientation stays, as the only entry of a new EXIF chunk. */
export function stripWebp(file: Buffer): Buffer {
  const kept: Buffer[] = [];
  const orientation = exifOrientation(file);
  for (let at = 12; at + 8 <= file.length; ) {
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > file.length) throw new DamagedPicture(`the chunk at byte ${at} is cut off`);
    const type = file.toString('latin1', at, at + 4);
    if (NEEDED.has(type)) {
      const whole = Buffer.from(file.subarray(at, end));
      if (type === 'VP8X') {
        whole[8] = ((whole[8] ?? 0) & ~(EXIF_FLAG | XMP_FLAG)) | (orientation === 1 ? 0 : EXIF_FLAG);
      }
      kept.push(whole);
    }
    at = end;
  }
  if (orientation !== 1) kept.push(exifChunk(orientationExif(orientation)));
  const body = Buffer.concat(kept);
  const riff = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  riff.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([riff, body]);
}

function exifChunk(tiff: Buffer): Buffer {
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
  head.writeUInt32LE(tiff.length, 4);
  return Buffer.concat([head, tiff]);
}
