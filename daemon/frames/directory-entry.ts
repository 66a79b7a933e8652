import { frameIndexOf } from './frame-name.js';
import { FrameZipError } from './frame-zip-error.js';
import {
  CENTRAL_HEADER_BYTES,
  CENTRAL_HEADER_SIGNATURE,
  CHECKSUM_EXTRA_ID,
  FLAG_PATCHED,
  FLAGS_ENCRYPTED,
  MAX_32,
  METHOD_DEFLATE,
  METHOD_STORED,
  ZIP64_EXTRA_ID,
} from './zip-records.js';

/** One entry of the central directory (4.3.12), decoded in place: used again for the next one, so copy what is to be kept. */
export interface DirectoryEntry {
  /** Hold the name at [nameAt, nameAt + nameBytes). */
  readonly bytes: Buffer;
  readonly view: DataView;
  nameAt: number;
  nameBytes: number;
  /** Of the frame that the entry is by its name, or -1. */
  frameIndex: number;
  flags: number;
  method: number;
  crc: number;
  storedBytes: number;
  plainBytes: number;
  /** Of the local header, from the start of the file. */
  offset: number;
  /** Of our private extra field, or -1. */
  checksum: number;
}

export function emptyEntry(bytes: Buffer): DirectoryEntry {
  return {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    nameAt: 0,
    nameBytes: 0,
    frameIndex: -1,
    flags: 0,
    method: 0,
    crc: 0,
    storedBytes: 0,
    plainBytes: 0,
    offset: 0,
    checksum: -1,
  };
}

/** Bytes that the entry at `at` takes, or, where [at, end) does not hold its header, how many that header takes. */
export function entryBytes({ view }: DirectoryEntry, at: number, end: number): number {
  if (end - at < CENTRAL_HEADER_BYTES) return CENTRAL_HEADER_BYTES;
  const nameBytes = view.getUint16(at + 28, true);
  const extraBytes = view.getUint16(at + 30, true);
  const commentBytes = view.getUint16(at + 32, true);
  return CENTRAL_HEADER_BYTES + nameBytes + extraBytes + commentBytes;
}

/**
 * Fills `entry` from the header at `at`, and returns where the next one begins. A DataView because it is quick from the first
 * call, before anything is compiled: opening is what "next" waits for.
 *
 * Refuses encryption, methods but STORED and DEFLATE, names that are no plain file names, and zip64 fields that are missing.
 */
export function decodeEntry(entry: DirectoryEntry, at: number, end: number): number {
  const { bytes, view } = entry;
  const needed = entryBytes(entry, at, end);
  if (end - at < needed || view.getUint32(at, true) !== CENTRAL_HEADER_SIGNATURE) {
    throw invalid('The central directory is cut short, or holds something that is no entry.');
  }
  entry.nameAt = at + CENTRAL_HEADER_BYTES;
  entry.nameBytes = view.getUint16(at + 28, true);
  entry.frameIndex = frameIndexOf(bytes, entry.nameAt, entry.nameBytes);
  if (entry.frameIndex < 0) checkName(entry);
  entry.flags = view.getUint16(at + 8, true);
  entry.method = view.getUint16(at + 10, true);
  entry.crc = view.getUint32(at + 16, true);
  entry.storedBytes = view.getUint32(at + 20, true);
  entry.plainBytes = view.getUint32(at + 24, true);
  entry.offset = view.getUint32(at + 42, true);
  entry.checksum = -1;
  const extraAt = entry.nameAt + entry.nameBytes;
  readExtraFields(entry, extraAt, extraAt + view.getUint16(at + 30, true));
  checkCoding(entry);
  return at + needed;
}

/** The entry's name, for messages. */
export function entryName({ bytes, nameAt, nameBytes }: DirectoryEntry): string {
  return bytes.toString('utf8', nameAt, nameAt + nameBytes);
}

/** Plain file names only: nothing is extracted here, but whoever extracts a zip that we accepted must be safe too. */
function checkName(entry: DirectoryEntry): void {
  const { bytes, nameAt, nameBytes } = entry;
  let safe = nameBytes > 0 && nameBytes <= LONGEST_NAME_BYTES;
  let dots = 0;
  for (let i = nameAt; safe && i < nameAt + nameBytes; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0x2e) dots++;
    safe = byte >= 0x20 && byte !== 0x7f && byte !== SLASH && byte !== BACKSLASH && byte !== COLON;
  }
  if (safe && dots < nameBytes) return;
  const shown = JSON.stringify(bytes.toString('utf8', nameAt, nameAt + Math.min(nameBytes, 80)));
  throw new FrameZipError(
    'frame-zip-name-unsafe',
    `The zip holds an entry named ${shown}; only plain file names at the top are accepted (zip the files, not their folder).`,
  );
}

const LONGEST_NAME_BYTES = 255;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** 4.5: fields of {id, length, data}. Reads zip64 and our checksum, skips the rest. */
function readExtraFields(entry: DirectoryEntry, start: number, end: number): void {
  const { view } = entry;
  let zip64Missing = entry.plainBytes === MAX_32 || entry.storedBytes === MAX_32 || entry.offset === MAX_32;
  let at = start;
  while (at + 4 <= end) {
    const id = view.getUint16(at, true);
    const dataAt = at + 4;
    const next = dataAt + view.getUint16(at + 2, true);
    if (next > end) throw invalid(`An extra field of ${entryName(entry)} is longer than the room for it.`);
    if (id === ZIP64_EXTRA_ID && zip64Missing) {
      readZip64Field(entry, dataAt, next);
      zip64Missing = false;
    } else if (id === CHECKSUM_EXTRA_ID && next - dataAt === 4) {
      entry.checksum = view.getUint32(dataAt, true);
    }
    at = next;
  }
  if (zip64Missing) {
    throw zip64Invalid(`${entryName(entry)} points to a zip64 field for its size or place, and there is none.`);
  }
}

/** 4.5.3: only the values whose 32-bit field holds its maximum are present, in this order. */
function readZip64Field(entry: DirectoryEntry, start: number, end: number): void {
  let at = start;
  const next = (): number => {
    if (at + 8 > end) throw zip64Invalid(`The zip64 field of ${entryName(entry)} is too short for what it must hold.`);
    const value = entry.view.getBigUint64(at, true);
    at += 8;
    if (value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
    throw zip64Invalid(`The zip64 field of ${entryName(entry)} holds ${value}, beyond any file.`);
  };
  if (entry.plainBytes === MAX_32) entry.plainBytes = next();
  if (entry.storedBytes === MAX_32) entry.storedBytes = next();
  if (entry.offset === MAX_32) entry.offset = next();
}

function checkCoding(entry: DirectoryEntry): void {
  if ((entry.flags & FLAGS_ENCRYPTED) !== 0) {
    throw new FrameZipError('frame-zip-encrypted', `${entryName(entry)} is encrypted; a frame zip is not.`);
  }
  const known = entry.method === METHOD_STORED || entry.method === METHOD_DEFLATE;
  if (known && (entry.flags & FLAG_PATCHED) === 0) return;
  throw new FrameZipError(
    'frame-zip-method-unsupported',
    `${entryName(entry)} is compressed with method ${entry.method}; 0 (stored) and 8 (deflate) are accepted.`,
  );
}

function zip64Invalid(message: string): FrameZipError {
  return new FrameZipError('frame-zip-zip64-invalid', message);
}

function invalid(message: string): FrameZipError {
  return new FrameZipError('frame-zip-directory-invalid', message);
}
