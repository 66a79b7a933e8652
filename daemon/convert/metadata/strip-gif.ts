import { DamagedPicture } from './damaged-picture.js';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const COMMENT = 0xfe;
const APPLICATION = 0xff;

/** A GIF without comments and foreign application blocks, XMP among them; how often it plays stays (GIF89a, sections 17 to 27). */
export function stripGif(file: Buffer): Buffer {
  const begin = 13 + tableBytes(file[10] ?? 0);
  const kept = [file.subarray(0, begin)];
  for (let at = begin; ; ) {
    const end = endOfBlock(file, at);
    if (end > file.length) throw new DamagedPicture('it ends before its last picture does');
    if (isNeeded(file, at)) kept.push(file.subarray(at, end));
    if (file[at] === TRAILER) return Buffer.concat(kept);
    at = end;
  }
}

function isNeeded(file: Buffer, at: number): boolean {
  if (file[at] !== EXTENSION || file[at + 1] === undefined) return true;
  if (file[at + 1] === APPLICATION) {
    return ['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012'].includes(file.toString('latin1', at + 3, at + 14));
  }
  return file[at + 1] !== COMMENT;
}

function endOfBlock(file: Buffer, at: number): number {
  switch (file[at]) {
    case TRAILER:
      return at + 1;
    case EXTENSION:
      return endOfSubBlocks(file, at + 2);
    case IMAGE:
      // Ten bytes of descriptor, a colour table, the code size, and the pixels.
      return endOfSubBlocks(file, at + 11 + tableBytes(file[at + 9] ?? 0));
    default:
      throw new DamagedPicture(`there is no block at byte ${at}`);
  }
}

function endOfSubBlocks(file: Buffer, from: number): number {
  let at = from;
  for (let length = file[at]; length !== undefined; length = file[at]) {
    at += 1 + length;
    if (length === 0) return at;
  }
  throw new DamagedPicture('it ends before its last picture does');
}

/** The bytes of a colour table, by the packed field that announces it. */
function tableBytes(packed: number): number {
  return (packed & 0x80) === 0 ? 0 : 3 << ((packed & 7) + 1);
}
