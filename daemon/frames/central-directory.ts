import { FrameZipError } from './frame-zip-error.js';
import type { RandomAccessFile } from './random-access-file.js';
import {
  CENTRAL_HEADER_BYTES,
  CENTRAL_HEADER_SIGNATURE,
  CHECKSUM_EXTRA_ID,
  type DirectoryPlace,
  FLAG_PATCHED,
  FLAGS_ENCRYPTED,
  MAX_16,
  MAX_32,
  METHOD_DEFLATE,
  METHOD_STORED,
  ZIP64_EXTRA_ID,
} from './zip-records.js';

/** One entry of the central directory. The same object is used for every entry: copy what is to be kept. */
export interface DirectoryEntry {
  /** The buffer that holds the name at [nameAt, nameAt + nameBytes). */
  bytes: Buffer;
  nameAt: number;
  nameBytes: number;
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

/** Holds the largest entry there can be: header, name, extra fields and comment. */
const WINDOW_BYTES = CENTRAL_HEADER_BYTES + 3 * MAX_16 + 1;
const LONGEST_NAME_BYTES = 255;

/**
 * Calls `visit` with every entry of the central directory, in its order, holding one window of it in memory.
 * Refuses what no frame zip has: encryption, other methods, names that leave the folder, zip64 fields that are missing.
 */
export function readDirectory(
  file: RandomAccessFile,
  place: DirectoryPlace,
  visit: (entry: DirectoryEntry) => void,
): void {
  const window = Buffer.allocUnsafe(Math.min(place.bytes, WINDOW_BYTES));
  const entry = emptyEntry(window);
  const end = place.offset + place.bytes;
  let windowPosition = place.offset;
  let filled = fill(file, window, 0, windowPosition, end);
  let at = 0;
  for (let i = 0; i < place.entries; i++) {
    if (filled - at < bytesNeeded(window, at, filled) && windowPosition + filled < end) {
      window.copyWithin(0, at, filled);
      windowPosition += at;
      filled = fill(file, window, filled - at, windowPosition, end);
      at = 0;
    }
    at = decodeEntry(window, at, filled, entry);
    visit(entry);
  }
  if (windowPosition + at !== end) {
    throw invalid(
      `The central directory has ${end - windowPosition - at} bytes more than its ${place.entries} entries take.`,
    );
  }
}

function emptyEntry(bytes: Buffer): DirectoryEntry {
  const numbers = { flags: 0, method: 0, crc: 0, storedBytes: 0, plainBytes: 0, offset: 0, checksum: -1 };
  return { bytes, nameAt: 0, nameBytes: 0, ...numbers };
}

/** Reads behind the `have` bytes that the window holds already; returns how many it holds now. */
function fill(file: RandomAccessFile, window: Buffer, have: number, position: number, end: number): number {
  const wanted = Math.min(window.length, end - position);
  const count = have + file.read(window, have, wanted - have, position + have);
  if (count < wanted) throw new FrameZipError('frame-zip-unreadable', `${file.path} became shorter while it was read.`);
  return count;
}

function bytesNeeded(window: Buffer, at: number, filled: number): number {
  if (filled - at < CENTRAL_HEADER_BYTES) return CENTRAL_HEADER_BYTES;
  const variable = window.readUInt16LE(at + 28) + window.readUInt16LE(at + 30) + window.readUInt16LE(at + 32);
  return CENTRAL_HEADER_BYTES + variable;
}

/** Fills `entry` from the header at `at`, and returns where the next one begins. */
function decodeEntry(window: Buffer, at: number, filled: number, entry: DirectoryEntry): number {
  const needed = bytesNeeded(window, at, filled);
  if (filled - at < needed || window.readUInt32LE(at) !== CENTRAL_HEADER_SIGNATURE) {
    throw invalid('The central directory is cut short, or holds something that is no entry.');
  }
  entry.nameAt = at + CENTRAL_HEADER_BYTES;
  entry.nameBytes = window.readUInt16LE(at + 28);
  checkName(window, entry.nameAt, entry.nameBytes);
  entry.flags = window.readUInt16LE(at + 8);
  entry.method = window.readUInt16LE(at + 10);
  entry.crc = window.readUInt32LE(at + 16);
  entry.storedBytes = window.readUInt32LE(at + 20);
  entry.plainBytes = window.readUInt32LE(at + 24);
  entry.offset = window.readUInt32LE(at + 42);
  entry.checksum = -1;
  const extraAt = entry.nameAt + entry.nameBytes;
  readExtraFields(window, extraAt, extraAt + window.readUInt16LE(at + 30), entry);
  checkCoding(entry);
  return at + needed;
}

/** Plain file names only: nothing is extracted here, but whoever extracts a zip that we accepted must be safe too. */
function checkName(bytes: Buffer, at: number, length: number): void {
  let safe = length > 0 && length <= LONGEST_NAME_BYTES;
  let dots = 0;
  for (let i = at; safe && i < at + length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0x2e) dots++;
    safe = byte >= 0x20 && byte !== 0x7f && byte !== 0x2f && byte !== 0x5c && byte !== 0x3a;
  }
  if (safe && (dots < length || length > 2)) return;
  const shown = JSON.stringify(bytes.toString('utf8', at, at + Math.min(length, 80)));
  throw new FrameZipError(
    'frame-zip-name-unsafe',
    `The zip holds an entry named ${shown}; only plain file names at the top are accepted (zip the files, not their folder).`,
  );
}

/** 4.5: fields of {id, length, data}. Reads zip64 and our checksum, skips the rest. */
function readExtraFields(window: Buffer, start: number, end: number, entry: DirectoryEntry): void {
  let zip64Missing = entry.plainBytes === MAX_32 || entry.storedBytes === MAX_32 || entry.offset === MAX_32;
  let at = start;
  while (at + 4 <= end) {
    const id = window.readUInt16LE(at);
    const dataAt = at + 4;
    const next = dataAt + window.readUInt16LE(at + 2);
    if (next > end) throw invalid(`An extra field of ${entryName(entry)} is longer than the room for it.`);
    if (id === ZIP64_EXTRA_ID && zip64Missing) {
      readZip64Field(window, dataAt, next, entry);
      zip64Missing = false;
    } else if (id === CHECKSUM_EXTRA_ID && next - dataAt === 4) {
      entry.checksum = window.readUInt32LE(dataAt);
    }
    at = next;
  }
  if (zip64Missing) {
    throw zip64Invalid(`${entryName(entry)} points to a zip64 field for its size or place, and there is none.`);
  }
}

/** 4.5.3: only the values whose 32-bit field holds its maximum are present, in this order. */
function readZip64Field(window: Buffer, start: number, end: number, entry: DirectoryEntry): void {
  let at = start;
  const next = (): number => {
    if (at + 8 > end) throw zip64Invalid(`The zip64 field of ${entryName(entry)} is too short for what it must hold.`);
    const value = window.readBigUInt64LE(at);
    at += 8;
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw zip64Invalid(`The zip64 field of ${entryName(entry)} holds ${value}, beyond any file.`);
    }
    return Number(value);
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
  if (!known || (entry.flags & FLAG_PATCHED) !== 0) {
    throw new FrameZipError(
      'frame-zip-method-unsupported',
      `${entryName(entry)} is compressed with method ${entry.method}; 0 (stored) and 8 (deflate) are accepted.`,
    );
  }
}

/** The entry's name, for messages. */
export function entryName(entry: DirectoryEntry): string {
  return entry.bytes.toString('utf8', entry.nameAt, entry.nameAt + entry.nameBytes);
}

function zip64Invalid(message: string): FrameZipError {
  return new FrameZipError('frame-zip-zip64-invalid', message);
}

function invalid(message: string): FrameZipError {
  return new FrameZipError('frame-zip-directory-invalid', message);
}
