import { backupError } from './backup-error.js';

/** POSIX.1-1988 ustar (pax(1), "ustar Interchange Format"): everything is in blocks of so many bytes. */
export const BLOCK_BYTES = 512;

/** A plain file in a tar. */
export interface TarEntry {
  /** At most 100 bytes of ASCII. */
  readonly name: string;
  readonly bytes: number;
}

/** Offset and length of the fields that are used. */
const NAME = [0, 100] as const;
const SIZE = [124, 12] as const;
const CHECKSUM = [148, 8] as const;
const TYPE = 156;
const MAGIC = [257, 6] as const;
const PREFIX = [345, 155] as const;

const PLAIN_FILE = '0';
/** Eleven octal digits; larger sizes are written in base 256, as GNU and BSD tar do. */
const MAX_OCTAL = 0o77777777777;

export function encodeHeader({ name, bytes }: TarEntry, modifiedAtMs: number): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  header.write(name, ...NAME, 'latin1');
  header.write('0000600\0', 100, 'latin1');
  header.write('0000000\0'.repeat(2), 108, 'latin1');
  if (bytes <= MAX_OCTAL) header.write(`${octal(bytes, 11)}\0`, ...SIZE, 'latin1');
  else {
    header[SIZE[0]] = 0x80;
    header.writeBigUInt64BE(BigInt(bytes), SIZE[0] + 4);
  }
  header.write(`${octal(Math.floor(modifiedAtMs / 1000), 11)}\0`, 136, 'latin1');
  header.write(PLAIN_FILE, TYPE, 'latin1');
  header.write('ustar\x0000', MAGIC[0], 'latin1');
  header.write(`${octal(checksumOf(header), 6)}\0 `, ...CHECKSUM, 'latin1');
  return header;
}

/** Undefined for a block of zeros, of which two end a tar. Throws 'backup-malformed' for anything but a plain file of a short name. */
export function decodeHeader(header: Buffer): TarEntry | undefined {
  if (header.every((byte) => byte === 0)) return undefined;
  const stored = Number.parseInt(textAt(header, CHECKSUM), 8);
  if (stored !== checksumOf(header) || textAt(header, MAGIC).slice(0, 5) !== 'ustar') {
    throw backupError('backup-malformed', 'The file is no backup of framed: it is no tar, or a damaged one.');
  }
  const name = textAt(header, NAME);
  const type = header.toString('latin1', TYPE, TYPE + 1);
  if ((type !== PLAIN_FILE && type !== '\0') || textAt(header, PREFIX) !== '') {
    throw backupError(
      'backup-malformed',
      `${JSON.stringify(name)} is no plain file; a backup of framed holds nothing else.`,
    );
  }
  return { name, bytes: sizeIn(header) };
}

/** What fills the last block of so many bytes. */
export function paddingOf(bytes: number): number {
  return (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES;
}

function sizeIn(header: Buffer): number {
  const isBase256 = header[SIZE[0]] === 0x80;
  const text = textAt(header, SIZE).trim();
  const bytes = isBase256
    ? Number(header.readBigUInt64BE(SIZE[0] + 4))
    : /^[0-7]+$/.test(text)
      ? Number.parseInt(text, 8)
      : -1;
  if (Number.isSafeInteger(bytes) && bytes >= 0) return bytes;
  throw backupError('backup-malformed', 'A part of the file has no length that could be one.');
}

/** The sum of all bytes, those of the checksum itself counted as blanks. */
function checksumOf(header: Buffer): number {
  const [start, length] = CHECKSUM;
  return header.reduce((sum, byte, at) => sum + (at >= start && at < start + length ? 0x20 : byte), 0);
}

function textAt(header: Buffer, [start, length]: readonly [number, number]): string {
  const [text = ''] = header.toString('latin1', start, start + length).split('\0');
  return text;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}
