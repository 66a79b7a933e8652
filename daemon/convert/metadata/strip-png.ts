import { crc32 } from 'node:zlib';
import { exifOrientation } from '../exif.js';
import { DamagedPicture } from './damaged-picture.js';
import { orientationExif } from './orientation-exif.js';

/** Ancillary chunks that say how the pixels are to be shown, and those of an animation (PNG, third edition, 11.3). */
const NEEDED = new Set('tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '));

/** A PNG or APNG without texts, times, EXIF and private chunks; its orientation stays, as the only entry of a new eXIf chunk. */
export function stripPng(file: Buffer): Buffer {
  const kept = [file.subarray(0, 8)];
  const orientation = exifOrientation(file);
  for (let at = 8; ; ) {
    if (at + 12 > file.length) throw new DamagedPicture('it ends before its picture does');
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) throw new DamagedPicture(`the chunk at byte ${at} is cut off`);
    const type = file.toString('latin1', at + 4, at + 8);
    // A capital first letter: nothing can be shown without it.
    if (/^[A-Z]/.test(type) || NEEDED.has(type)) kept.push(file.subarray(at, end));
    if (type === 'IHDR' && orientation !== 1) kept.push(chunk('eXIf', orientationExif(orientation)));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
