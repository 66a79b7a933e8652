import { exifOrientation } from '../exif.js';
import { DamagedPicture } from './damaged-picture.js';
import { orientationExif } from './orientation-exif.js';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP15 = 0xef;
const COM = 0xfe;

/**
 * A JPEG without its comments and application segments (EXIF, XMP, IPTC, maker's notes), but for what its pixels need: JFIF, the ICC
 * profile and Adobe's colour transform; and its orientation, as the only entry of a new EXIF block. Whatever follows the picture (the video of a
 * motion photo, a gain map with an EXIF block of its own) is left out. The coded picture stays byte for byte (ITU-T T.81, annex B).
 */
export function stripJpeg(file: Buffer): Buffer {
  const kept: Buffer[] = [Buffer.from([0xff, SOI])];
  const orientation = exifOrientation(file);
  if (orientation !== 1) kept.push(segment(APP1, Buffer.from('Exif\0\0', 'latin1'), orientationExif(orientation)));
  let at = 2;
  for (;;) {
    while (file[at] === 0xff && file[at + 1] === 0xff) at++;
    const marker = file[at + 1] ?? EOI;
    if (at + 2 > file.length) throw new DamagedPicture('it ends before its picture does');
    if (file[at] !== 0xff) throw new DamagedPicture(`there is no marker at byte ${at}`);
    if (marker === EOI) return Buffer.concat([...kept, Buffer.from([0xff, EOI])]);
    const end = at + 2 + (at + 4 <= file.length ? file.readUInt16BE(at + 2) : 0);
    if (end > file.length || end < at + 4) throw new DamagedPicture(`the segment at byte ${at} is cut off`);
    const whole = file.subarray(at, end);
    if (isNeeded(marker, whole)) kept.push(whole);
    at = end;
    if (marker !== SOS) continue;
    const scanEnd = endOfScan(file, at);
    kept.push(file.subarray(at, scanEnd));
    at = scanEnd;
    // A picture that was cut off is shown as far as it goes, and stays so.
    if (at === file.length) return Buffer.concat(kept);
  }
}

function isNeeded(marker: number, whole: Buffer): boolean {
  if (marker === COM) return false;
  if (marker < APP0 || marker > APP15) return true;
  const name = whole.toString('latin1', 4, 16);
  return (
    (marker === APP0 && name.startsWith('JFIF\0')) ||
    (marker === APP0 + 2 && name.startsWith('ICC_PROFILE\0')) ||
    (marker === APP0 + 14 && name.startsWith('Adobe'))
  );
}

/** Coded data runs to the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at !== -1; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return file.length;
}

function segment(marker: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}
