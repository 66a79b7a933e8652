import type { Geometry } from '../../display/display.js';
import { frameBytes } from '../../display/panel.js';
import { FRAME_DELTA, type FrameEntries } from './frame-table.js';
import { FrameZipError } from './frame-zip-error.js';
import { GROWTH_BYTES, GROWTH_END, GROWTH_MAGIC, GROWTH_VERSION } from './growth-log.js';
import { DEFAULT_FRAME_ZIP_LIMITS } from './limits.js';
import type { RandomAccessFile } from './random-access-file.js';
import { lastAtOrBefore } from './timeline.js';

/** 'growing': more may come. 'ended': that is all of it. 'given up': there will be no more, and the file is gone. */
export type Growth = 'growing' | 'ended' | 'given up';

/** The frames of a zip that grows, read from the file beside it (GrowthLog) as they come: 29 bytes each. */
export class GrowingTable implements FrameEntries {
  readonly geometry: Geometry;
  readonly plainBytes: number;
  /** Stored is never more than plain. */
  readonly maxStoredBytes: number;
  /** Where the data ends is not known; a frame that is cut short is damaged. */
  readonly dataEnd = Number.MAX_SAFE_INTEGER;
  offsets = new Float64Array(FIRST_ROWS);
  storedBytes = new Uint32Array(FIRST_ROWS);
  crcs = new Uint32Array(FIRST_ROWS);
  checksums = new Uint32Array(FIRST_ROWS);
  flags = new Uint8Array(FIRST_ROWS);
  /** Of each frame and, when it has ended, of the end, in milliseconds from the first. */
  #startsMs = new Float64Array(FIRST_ROWS);
  readonly #file: RandomAccessFile;
  readonly #isStill: boolean;
  readonly #records = Buffer.allocUnsafe(RECORDS_AT_ONCE * GROWTH_BYTES);
  #readBytes = GROWTH_BYTES;
  #length = 0;
  #firstUs = 0;
  #growth: Growth = 'growing';

  /** @throws FrameZipError 'frame-zip-unreadable' where the file does not begin as it should. The file is the table's to close from then on. */
  constructor(file: RandomAccessFile) {
    this.#file = file;
    const header = file.readExactly(0, GROWTH_BYTES);
    this.geometry = { width: header.readUInt32LE(12), height: header.readUInt32LE(16) };
    this.#isStill = header.readUInt32LE(20) === 1;
    this.plainBytes = frameBytes(this.geometry);
    this.maxStoredBytes = this.plainBytes;
    const isKnown = header.toString('latin1', 0, 8) === GROWTH_MAGIC && header.readUInt32LE(8) === GROWTH_VERSION;
    if (!isKnown || this.plainBytes < 2 || this.plainBytes > DEFAULT_FRAME_ZIP_LIMITS.maxFrameBytes) {
      throw new FrameZipError('frame-zip-unreadable', `${file.path} does not say how a frame zip grows.`);
    }
  }

  get length(): number {
    return this.#length;
  }

  get growth(): Growth {
    return this.#growth;
  }

  /** Takes in what was added since. */
  refresh(): void {
    if (this.#growth !== 'growing') return;
    const { bytes, isRemoved } = this.#file.facts();
    while (this.#readBytes + GROWTH_BYTES <= bytes && this.#growth === 'growing') this.#takeRecords(bytes);
    // The end is written before the file is removed.
    if (this.#growth === 'growing' && isRemoved) this.#growth = 'given up';
  }

  isDelta(index: number): boolean {
    return ((this.flags[index] ?? 0) & FRAME_DELTA) !== 0;
  }

  startMs(index: number): number {
    return this.#startsMs[index] ?? Number.NaN;
  }

  /** Of the first `frames` frames, the one that shows at `ms`; before it the first, after it the last. */
  frameAt(ms: number, frames: number): number {
    return ms > 0 ? lastAtOrBefore(this.#startsMs, ms, Math.max(0, frames - 1)) : 0;
  }

  close(): void {
    this.#file.close();
  }

  #takeRecords(bytes: number): void {
    const wanted = Math.min(this.#records.length, bytes - this.#readBytes);
    const whole = wanted - (wanted % GROWTH_BYTES);
    const read = this.#file.read(this.#records, 0, whole, this.#readBytes);
    for (let at = 0; at + GROWTH_BYTES <= read && this.#growth === 'growing'; at += GROWTH_BYTES) {
      this.#take(this.#records.subarray(at, at + GROWTH_BYTES));
      this.#readBytes += GROWTH_BYTES;
    }
  }

  #take(record: Buffer): void {
    const startUs = record.readDoubleLE(0);
    const flags = record.readUInt32LE(28);
    const index = this.#length;
    if (index + 1 >= this.flags.length) this.#grow();
    if (index === 0) this.#firstUs = startUs;
    this.#startsMs[index] = this.#isStill ? 0 : (startUs - this.#firstUs) / 1000;
    if (flags === GROWTH_END) {
      this.#growth = 'ended';
      return;
    }
    this.offsets[index] = record.readDoubleLE(8);
    this.storedBytes[index] = record.readUInt32LE(16);
    this.crcs[index] = record.readUInt32LE(20);
    this.checksums[index] = record.readUInt32LE(24);
    this.flags[index] = flags;
    this.#length++;
  }

  #grow(): void {
    const rows = this.flags.length * 2;
    this.offsets = copied(this.offsets, new Float64Array(rows));
    this.#startsMs = copied(this.#startsMs, new Float64Array(rows));
    this.storedBytes = copied(this.storedBytes, new Uint32Array(rows));
    this.crcs = copied(this.crcs, new Uint32Array(rows));
    this.checksums = copied(this.checksums, new Uint32Array(rows));
    this.flags = copied(this.flags, new Uint8Array(rows));
  }
}

const FIRST_ROWS = 256;
const RECORDS_AT_ONCE = 256;

function copied<Column extends Float64Array | Uint32Array | Uint8Array>(from: Column, into: Column): Column {
  into.set(from);
  return into;
}
