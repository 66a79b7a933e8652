import { checkNumbering, checkOverlap, checkRatio } from './archive-checks.js';
import { readDirectory } from './central-directory.js';
import { type DirectoryEntry, entryName } from './directory-entry.js';
import { isDeltaName } from './frame-name.js';
import { FrameZipError } from './frame-zip-error.js';
import { type FrameZipLimits, MAX_OTHER_ENTRIES } from './limits.js';
import { MANIFEST_NAME, maxManifestBytes } from './manifest.js';
import type { RandomAccessFile } from './random-access-file.js';
import { findDirectory } from './zip-end.js';
import { type DirectoryPlace, FLAG_DATA_DESCRIPTOR, LOCAL_HEADER_BYTES, METHOD_DEFLATE } from './zip-records.js';

/** What the central directory says of one entry. */
export interface EntryFacts {
  /** Of the local header, from the start of the file. */
  readonly offset: number;
  readonly nameBytes: number;
  readonly storedBytes: number;
  readonly plainBytes: number;
  /** CRC-32 of the plain data. */
  readonly crc: number;
  readonly deflated: boolean;
  /** Sizes and CRC may be missing from the local header. */
  readonly descriptor: boolean;
}

/** Bits of {@link FrameTable.flags}. */
export const FRAME_PRESENT = 1;
export const FRAME_DELTA = 2;
export const FRAME_DEFLATED = 4;
export const FRAME_CHECKSUM = 8;
export const FRAME_DESCRIPTOR = 16;

/** What is needed to read the entries of frames, by index. */
export interface FrameEntries {
  /** Bytes of every frame before compression; they are all equal. */
  readonly plainBytes: number;
  /** The largest entry as stored. */
  readonly maxStoredBytes: number;
  readonly offsets: Float64Array;
  readonly storedBytes: Uint32Array;
  readonly crcs: Uint32Array;
  readonly checksums: Uint32Array;
  readonly flags: Uint8Array;
  /** Where data ends and the central directory begins. */
  readonly dataEnd: number;
}

/** The frames of an archive, 21 bytes each, and the manifest's entry. */
export interface FrameTable extends FrameEntries {
  readonly frameCount: number;
  readonly manifest: EntryFacts;
}

/** Reads the central directory into typed arrays and refuses an archive that is no frame zip. Reads no entry's data. */
export function readFrameTable(file: RandomAccessFile, limits: FrameZipLimits): FrameTable {
  const place = findDirectory(file);
  if (place.entries > limits.maxEntries) {
    const message = `The zip holds ${place.entries} entries; at most ${limits.maxEntries} are accepted.`;
    throw new FrameZipError('frame-zip-too-many-entries', message);
  }
  const builder = new FrameTableBuilder(place, limits);
  readDirectory(file, place, (entry) => builder.add(entry));
  return builder.finish();
}

class FrameTableBuilder {
  readonly #place: DirectoryPlace;
  readonly #limits: FrameZipLimits;
  readonly #offsets: Float64Array;
  readonly #storedBytes: Uint32Array;
  readonly #crcs: Uint32Array;
  readonly #checksums: Uint32Array;
  readonly #flags: Uint8Array;
  /** Where each entry begins, and the least it can end at: for the overlap check. */
  readonly #begins: Float64Array;
  readonly #ends: Float64Array;
  #manifest: EntryFacts | undefined;
  #entries = 0;
  #frames = 0;
  #plainBytes = 0;
  #maxStoredBytes = 0;
  readonly #otherNames = new Set<string>();

  constructor(place: DirectoryPlace, limits: FrameZipLimits) {
    this.#place = place;
    this.#limits = limits;
    this.#offsets = new Float64Array(place.entries);
    this.#storedBytes = new Uint32Array(place.entries);
    this.#crcs = new Uint32Array(place.entries);
    this.#checksums = new Uint32Array(place.entries);
    this.#flags = new Uint8Array(place.entries);
    this.#begins = new Float64Array(place.entries);
    this.#ends = new Float64Array(place.entries);
  }

  add(entry: DirectoryEntry): void {
    const end = entry.offset + LOCAL_HEADER_BYTES + entry.nameBytes + entry.storedBytes;
    if (end > this.#place.offset) {
      throw new FrameZipError(
        'frame-zip-entry-outside',
        `${entryName(entry)} is said to reach byte ${end}; the entries' data ends at ${this.#place.offset}.`,
      );
    }
    this.#begins[this.#entries] = entry.offset;
    this.#ends[this.#entries] = end;
    this.#entries++;
    if (entry.frameIndex >= 0) this.#addFrame(entry, entry.frameIndex);
    else this.#addOther(entry);
  }

  #addFrame(entry: DirectoryEntry, index: number): void {
    if (index >= this.#flags.length) {
      const message = `The zip holds ${entryName(entry)}, but only ${this.#flags.length} entries in all: frames are missing.`;
      throw new FrameZipError('frame-zip-frame-missing', message);
    }
    if (this.#flags[index] !== 0) throw duplicate(entryName(entry));
    if (this.#frames === 0) this.#plainBytes = this.#checkFrameBytes(entry);
    if (entry.plainBytes !== this.#plainBytes) throw frameSize(entryName(entry), entry.plainBytes, this.#plainBytes);
    checkRatio(entry);
    this.#offsets[index] = entry.offset;
    this.#storedBytes[index] = entry.storedBytes;
    this.#crcs[index] = entry.crc;
    this.#checksums[index] = Math.max(entry.checksum, 0);
    this.#flags[index] =
      FRAME_PRESENT |
      (isDeltaName(entry.bytes, entry.nameAt, entry.nameBytes) ? FRAME_DELTA : 0) |
      (entry.method === METHOD_DEFLATE ? FRAME_DEFLATED : 0) |
      (entry.checksum < 0 ? 0 : FRAME_CHECKSUM) |
      ((entry.flags & FLAG_DATA_DESCRIPTOR) === 0 ? 0 : FRAME_DESCRIPTOR);
    this.#frames++;
    this.#maxStoredBytes = Math.max(this.#maxStoredBytes, entry.storedBytes);
  }

  #checkFrameBytes(entry: DirectoryEntry): number {
    const { maxFrameBytes } = this.#limits;
    if (entry.plainBytes >= 2 && entry.plainBytes <= maxFrameBytes) return entry.plainBytes;
    const code = entry.plainBytes < 2 ? 'frame-zip-frame-size' : 'frame-zip-too-large';
    throw new FrameZipError(
      code,
      `${entryName(entry)} holds ${entry.plainBytes} bytes; 2 to ${maxFrameBytes} are accepted.`,
    );
  }

  #addOther(entry: DirectoryEntry): void {
    const name = entryName(entry);
    if (this.#otherNames.has(name)) throw duplicate(name);
    this.#otherNames.add(name);
    if (name === MANIFEST_NAME) {
      checkRatio(entry);
      const { offset, nameBytes, storedBytes, plainBytes, crc } = entry;
      const descriptor = (entry.flags & FLAG_DATA_DESCRIPTOR) !== 0;
      const deflated = entry.method === METHOD_DEFLATE;
      this.#manifest = { offset, nameBytes, storedBytes, plainBytes, crc, deflated, descriptor };
    } else if (this.#otherNames.size > MAX_OTHER_ENTRIES) {
      throw new FrameZipError(
        'frame-zip-too-many-entries',
        `The zip holds more than ${MAX_OTHER_ENTRIES} files that are no frames, for one ${name}.`,
      );
    }
  }

  finish(): FrameTable {
    checkOverlap(this.#begins, this.#ends);
    const manifest = this.#manifest;
    if (!manifest) {
      const message = `The zip holds no ${MANIFEST_NAME} at its top; every frame zip does.`;
      throw new FrameZipError('frame-zip-metadata-missing', message);
    }
    checkManifestSize(manifest, this.#frames);
    const has = (index: number, bit: number): boolean => ((this.#flags[index] ?? 0) & bit) !== 0;
    checkNumbering(
      this.#frames,
      (index) => has(index, FRAME_PRESENT),
      (index) => has(index, FRAME_DELTA),
    );
    return {
      frameCount: this.#frames,
      plainBytes: this.#plainBytes,
      maxStoredBytes: this.#maxStoredBytes,
      offsets: this.#offsets,
      storedBytes: this.#storedBytes,
      crcs: this.#crcs,
      checksums: this.#checksums,
      flags: this.#flags,
      manifest,
      dataEnd: this.#place.offset,
    };
  }
}

function checkManifestSize(manifest: EntryFacts, frames: number): void {
  const most = maxManifestBytes(frames);
  if (manifest.plainBytes <= most) return;
  const message = `${MANIFEST_NAME} takes ${manifest.plainBytes} bytes; at most ${most} are accepted for ${frames} frames.`;
  throw new FrameZipError('frame-zip-too-large', message);
}

function frameSize(name: string, seen: number, expected: number): FrameZipError {
  return new FrameZipError('frame-zip-frame-size', `${name} holds ${seen} bytes where a frame has ${expected}.`);
}

function duplicate(name: string): FrameZipError {
  return new FrameZipError(
    'frame-zip-name-duplicate',
    `The zip holds ${name} twice, or the same frame full and as a delta.`,
  );
}
