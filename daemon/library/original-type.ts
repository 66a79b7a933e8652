import { open } from 'node:fs/promises';

/** Enough for every signature below (MPEG-TS repeats its sync byte after 188). */
const HEAD_BYTES = 192;

interface Signature {
  readonly extension: string;
  matches(head: Buffer): boolean;
}

/** First match wins. Content decides, never the sender's name: the ending serves people, media types and ffmpeg's own guessing. */
const SIGNATURES: readonly Signature[] = [
  { extension: '.gif', matches: startsWith('GIF8') },
  { extension: '.png', matches: startsWith('\x89PNG\r\n\x1a\n') },
  { extension: '.jpg', matches: startsWith('\xff\xd8\xff') },
  { extension: '.webp', matches: (head) => text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP' },
  { extension: '.avi', matches: (head) => text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'AVI ' },
  { extension: '.heic', matches: hasBrand(/^(hei[cxms]|hev[cxms]|mif1|msf1)$/) },
  { extension: '.avif', matches: hasBrand(/^avi[fs]$/) },
  { extension: '.mov', matches: hasBrand(/^qt {2}$/) },
  { extension: '.3gp', matches: hasBrand(/^3g/) },
  { extension: '.mp4', matches: hasBrand(/./) },
  // QuickTime before it had brands.
  { extension: '.mov', matches: (head) => /^(moov|mdat|wide|free|skip)$/.test(text(head, 4, 8)) },
  { extension: '.webm', matches: (head) => isMatroska(head) && text(head, 0, 64).includes('webm') },
  { extension: '.mkv', matches: isMatroska },
  { extension: '.ogv', matches: startsWith('OggS') },
  { extension: '.flv', matches: startsWith('FLV\x01') },
  { extension: '.wmv', matches: startsWith('\x30\x26\xb2\x75\x8e\x66\xcf\x11') },
  { extension: '.mpg', matches: startsWith('\x00\x00\x01\xba') },
  { extension: '.ts', matches: (head) => head[0] === 0x47 && head[188] === 0x47 },
  { extension: '.tif', matches: (head) => /^(II\*\0|MM\0\*)$/.test(text(head, 0, 4)) },
  { extension: '.zip', matches: startsWith('PK\x03\x04') },
  { extension: '.bmp', matches: startsWith('BM') },
];

/** For content nothing above knows. */
const UNKNOWN = '.bin';

const EXTENSIONS: ReadonlySet<string> = new Set([...SIGNATURES.map(({ extension }) => extension), UNKNOWN]);

/** The ending an original is stored with, from its first bytes; ".bin" where they say nothing. */
export async function originalExtension(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    return SIGNATURES.find(({ matches }) => matches(head))?.extension ?? UNKNOWN;
  } finally {
    await file.close();
  }
}

export function isOriginalExtension(extension: string): boolean {
  return EXTENSIONS.has(extension);
}

function text(head: Buffer, start: number, end: number): string {
  return head.toString('latin1', start, end);
}

function startsWith(signature: string): (head: Buffer) => boolean {
  return (head) => text(head, 0, signature.length) === signature;
}

/** ISO base media: a box named ftyp, whose first field is the major brand (ISO/IEC 14496-12, 4.3). */
function hasBrand(brand: RegExp): (head: Buffer) => boolean {
  return (head) => text(head, 4, 8) === 'ftyp' && brand.test(text(head, 8, 12));
}

/** EBML's magic number (RFC 8794, 11.2.1); the document type says whether it is WebM. */
function isMatroska(head: Buffer): boolean {
  return text(head, 0, 4) === '\x1a\x45\xdf\xa3';
}
