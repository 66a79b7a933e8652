import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import type { Geometry } from '../../display/display.js';
import type { FrameKind } from './frame-name.js';
import { FRAME_CHECKSUM, FRAME_DEFLATED, FRAME_DELTA, FRAME_PRESENT } from './frame-table.js';
import { writeFailed } from './growing-file.js';
import { type EntryRecord, METHOD_DEFLATE } from './zip-records.js';

/**
 * The file beside a frame zip that grows, by which another thread may read the frames that are there: what the central directory and the
 * manifest will say, frame by frame. It is removed when the zip is finished, or given up. docs/frame-zip.md, "While it grows".
 *
 *     header    0 "framedgr"   8 version u32   12 width u32   16 height u32   20 kind u32   24 zero
 *     record    0 start, us f64   8 offset f64   16 stored bytes u32   20 crc u32   24 checksum u32   28 flags u32
 *     end       0 end, us f64     8 zero                                                             28 GROWTH_END
 *
 * All of it little-endian, {@link GROWTH_BYTES} each. A record is written after its frame's bytes: what it speaks of is there.
 */
export const GROWTH_BYTES = 32;
export const GROWTH_MAGIC = 'framedgr';
export const GROWTH_VERSION = 1;
/** In place of a record's flags: the zip is complete. */
export const GROWTH_END = 0x8000_0000;

/** Where the growth of the frame zip at `zip` is written. */
export function growthPath(zip: string): string {
  return `${zip}.times`;
}

/** The writer's side. Calls block; failures are 'frame-zip-write-failed'. */
export class GrowthLog {
  readonly #path: string;
  readonly #pending = Buffer.alloc(PENDING_RECORDS * GROWTH_BYTES);
  readonly #monotonicMs: () => number;
  #pendingBytes = 0;
  #writtenMs = Number.NEGATIVE_INFINITY;
  #file: number | undefined;

  constructor(zip: string, { width, height }: Geometry, kind: 'video' | 'image', monotonicMs: () => number) {
    this.#path = growthPath(zip);
    this.#monotonicMs = monotonicMs;
    const header = this.#next();
    header.write(GROWTH_MAGIC, 0, 'latin1');
    header.writeUInt32LE(GROWTH_VERSION, 8);
    header.writeUInt32LE(width, 12);
    header.writeUInt32LE(height, 16);
    header.writeUInt32LE(kind === 'image' ? 1 : 0, 20);
  }

  /** Something waits for {@link write}. */
  get isPending(): boolean {
    return this.#pendingBytes > 0;
  }

  /** write() is due: nobody could read anything yet, or nothing new for a while, or there is no room for another record. */
  get isDue(): boolean {
    return this.#isFull || (this.isPending && this.#monotonicMs() - this.#writtenMs >= MOST_SILENT_MS);
  }

  add(startUs: number, kind: FrameKind, { offset, storedBytes, crc, checksum, method }: EntryRecord): void {
    const record = this.#next();
    record.writeDoubleLE(startUs, 0);
    record.writeDoubleLE(offset, 8);
    record.writeUInt32LE(storedBytes, 16);
    record.writeUInt32LE(crc, 20);
    record.writeUInt32LE(checksum ?? 0, 24);
    const flags =
      FRAME_PRESENT |
      (kind === 'delta' ? FRAME_DELTA : 0) |
      (method === METHOD_DEFLATE ? FRAME_DEFLATED : 0) |
      (checksum === undefined ? 0 : FRAME_CHECKSUM);
    record.writeUInt32LE(flags, 28);
  }

  /** Call it when the bytes of all frames that were added are in the zip. The first time it makes the file. */
  write(): void {
    const bytes = this.#pending.subarray(0, this.#pendingBytes);
    this.#pendingBytes = 0;
    this.#writtenMs = this.#monotonicMs();
    try {
      // Nobody is to read it who has seen another one at this place.
      this.#file ??= openSync(this.#path, 'wx');
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done);
    } catch (cause) {
      throw writeFailed(this.#path, cause);
    }
  }

  /** The zip is complete and on the medium: says so to those who read, and goes away. */
  end(endUs: number): void {
    if (this.#isFull) this.write();
    const record = this.#next();
    record.writeDoubleLE(endUs, 0);
    record.writeUInt32LE(GROWTH_END, 28);
    this.write();
    this.discard();
  }

  /** Closes and removes it. Never throws. */
  discard(): void {
    const file = this.#file;
    this.#file = undefined;
    if (file === undefined) return;
    try {
      closeSync(file);
      unlinkSync(this.#path);
    } catch {}
  }

  get #isFull(): boolean {
    return this.#pendingBytes === this.#pending.length;
  }

  /** The next 32 bytes, cleared. */
  #next(): Buffer {
    const at = this.#pendingBytes;
    this.#pendingBytes += GROWTH_BYTES;
    return this.#pending.fill(0, at, this.#pendingBytes).subarray(at, this.#pendingBytes);
  }
}

/** Film frames of 35 KB: as many as GrowingFile gathers. */
const PENDING_RECORDS = 8;
/** A writer that is always behind would else keep eight frames to itself, which is two seconds of a clip of four frames a second. */
const MOST_SILENT_MS = 100;
