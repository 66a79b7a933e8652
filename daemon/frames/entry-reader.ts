import { crc32 } from 'node:zlib';
import { frameIndexOf, frameNameBytes, isDeltaName } from './frame-name.js';
import {
  type EntryFacts,
  FRAME_CHECKSUM,
  FRAME_DEFLATED,
  FRAME_DELTA,
  FRAME_DESCRIPTOR,
  type FrameEntries,
} from './frame-table.js';
import { Inflater } from './inflater.js';
import type { RandomAccessFile } from './random-access-file.js';
import { giveScratch, takeScratch } from './scratch.js';
import {
  FLAG_DATA_DESCRIPTOR,
  LOCAL_HEADER_BYTES,
  LOCAL_HEADER_SIGNATURE,
  MAX_32,
  METHOD_DEFLATE,
  METHOD_STORED,
} from './zip-records.js';

/**
 * What came of reading one entry. 'mismatch': its local header contradicts the central directory; while playing that is damage,
 * in a zip from outside it is a reason to refuse it.
 */
export type EntryOutcome = 'ok' | 'damaged' | 'mismatch';

/** How much is checked. 'quick': the checksum of the stored data where the archive has one, else the zip's CRC; 'full': all of it. */
export type EntryCheck = 'quick' | 'full';

/** Reads entries into buffers that are used again: one for the data as stored, one for what it inflates to. */
export class EntryReader {
  readonly #file: RandomAccessFile;
  readonly #table: FrameEntries;
  readonly #trustChecksum: boolean;
  readonly #inflater: Inflater;
  #stored: Buffer<ArrayBuffer>;
  #plain: Uint8Array = new Uint8Array(0);
  #end = 0;

  /** @param trustChecksum the manifest says that entries carry the checksum of their stored data. */
  constructor(file: RandomAccessFile, table: FrameEntries, trustChecksum: boolean) {
    this.#file = file;
    this.#table = table;
    this.#trustChecksum = trustChecksum;
    this.#inflater = new Inflater(table.plainBytes);
    this.#stored = bufferOver(takeScratch(table.maxStoredBytes + HEADER_ROOM_BYTES));
  }

  /** The plain data of the entry last read with 'ok'; overwritten by the next read. */
  get plain(): Uint8Array {
    return this.#plain;
  }

  /** Where the entry last read ends in the file. Where that cannot be known, because nothing could be read, its begin. */
  get end(): number {
    return this.#end;
  }

  read(index: number, check: EntryCheck): EntryOutcome {
    const { storedBytes, crcs, checksums, flags, plainBytes } = this.#table;
    const flag = flags[index] ?? 0;
    const length = storedBytes[index] ?? 0;
    const dataAt = this.#fetch(index);
    if (dataAt < 0) return dataAt === MISMATCH ? 'mismatch' : 'damaged';
    const stored = this.#stored.subarray(dataAt, dataAt + length);
    const checksummed = this.#trustChecksum && (flag & FRAME_CHECKSUM) !== 0;
    if (checksummed && crc32(stored) !== checksums[index]) return 'damaged';
    const plain =
      (flag & FRAME_DEFLATED) === 0 ? stored : this.#inflater.inflate(this.#stored, dataAt, length, plainBytes);
    if (!plain) return 'damaged';
    if ((!checksummed || check === 'full') && crc32(plain) !== crcs[index]) return 'damaged';
    this.#plain = plain;
    return 'ok';
  }

  /** May be called twice. Nothing is read after it. */
  close(): void {
    this.#inflater.close();
    giveScratch(new Uint8Array(this.#stored.buffer));
    this.#stored = bufferOver(NOTHING);
    this.#plain = NOTHING;
  }

  /**
   * Brings the local header and the data into the buffer with one read, and says where the data begins in it. The name has the
   * directory's length; an extra field, which our writer makes none of, costs a second read.
   */
  #fetch(index: number): number {
    const entry = frameFacts(this.#table, index);
    const { offset, storedBytes } = entry;
    const expected = LOCAL_HEADER_BYTES + entry.nameBytes + storedBytes;
    this.#end = offset;
    try {
      if (this.#file.read(this.#stored, 0, expected, offset) < expected) return DAMAGED;
      if (!this.#nameAgrees(index) || !localHeaderAgrees(this.#stored, entry)) return MISMATCH;
      const headerBytes = LOCAL_HEADER_BYTES + entry.nameBytes + this.#stored.readUInt16LE(28);
      this.#end = offset + headerBytes + storedBytes;
      if (this.#end > this.#table.dataEnd) return MISMATCH;
      if (headerBytes + storedBytes === expected) return headerBytes;
      return this.#file.read(this.#stored, 0, storedBytes, offset + headerBytes) < storedBytes ? DAMAGED : 0;
    } catch (error) {
      // A medium that cannot give these bytes (EIO) costs the frame, like wrong bytes.
      if (error instanceof Error && 'syscall' in error) return DAMAGED;
      throw error;
    }
  }

  #nameAgrees(index: number): boolean {
    const nameBytes = frameNameBytes(index);
    const delta = ((this.#table.flags[index] ?? 0) & FRAME_DELTA) !== 0;
    return (
      frameIndexOf(this.#stored, LOCAL_HEADER_BYTES, nameBytes) === index &&
      isDeltaName(this.#stored, LOCAL_HEADER_BYTES, nameBytes) === delta
    );
  }
}

function bufferOver({ buffer }: Uint8Array<ArrayBuffer>): Buffer<ArrayBuffer> {
  return Buffer.from(buffer);
}

/** The fixed part of the local header and the name, in front of the data. */
const HEADER_ROOM_BYTES = LOCAL_HEADER_BYTES + 32;
const NOTHING = new Uint8Array(0);
const DAMAGED = -1;
const MISMATCH = -2;

function frameFacts({ offsets, storedBytes, plainBytes, crcs, flags }: FrameEntries, index: number): EntryFacts {
  const flag = flags[index] ?? 0;
  return {
    offset: offsets[index] ?? 0,
    nameBytes: frameNameBytes(index),
    storedBytes: storedBytes[index] ?? 0,
    plainBytes,
    crc: crcs[index] ?? 0,
    deflated: (flag & FRAME_DEFLATED) !== 0,
    descriptor: (flag & FRAME_DESCRIPTOR) !== 0,
  };
}

/** Whether the local header at the start of `bytes` (4.3.7) repeats what the directory says, the name aside. Extra fields may differ. */
export function localHeaderAgrees(bytes: Buffer, entry: EntryFacts): boolean {
  const descriptor = (bytes.readUInt16LE(6) & FLAG_DATA_DESCRIPTOR) !== 0;
  return (
    bytes.readUInt32LE(0) === LOCAL_HEADER_SIGNATURE &&
    descriptor === entry.descriptor &&
    bytes.readUInt16LE(8) === (entry.deflated ? METHOD_DEFLATE : METHOD_STORED) &&
    bytes.readUInt16LE(26) === entry.nameBytes &&
    fieldAgrees(bytes.readUInt32LE(14), entry.crc, descriptor) &&
    sizeAgrees(bytes.readUInt32LE(18), entry.storedBytes, descriptor) &&
    sizeAgrees(bytes.readUInt32LE(22), entry.plainBytes, descriptor)
  );
}

/** With a data descriptor (4.3.9) a field may be zero here. */
function fieldAgrees(seen: number, value: number, descriptor: boolean): boolean {
  return seen === value || (descriptor && seen === 0);
}

/** Writers that did not know the size beforehand put it in a zip64 field, which is not worth reading. */
function sizeAgrees(seen: number, value: number, descriptor: boolean): boolean {
  return seen === MAX_32 || fieldAgrees(seen, value, descriptor);
}
