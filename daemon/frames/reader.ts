import type { Geometry } from '../../display/display.js';
import { xorFrames } from './delta.js';
import { type EntryOutcome, EntryReader } from './entry-reader.js';
import { FRAME_DELTA, type FrameTable, readFrameTable } from './frame-table.js';
import { DEFAULT_FRAME_ZIP_LIMITS, type FrameZipLimits } from './limits.js';
import type { Manifest } from './manifest.js';
import { readManifest } from './manifest-entry.js';
import { RandomAccessFile } from './random-access-file.js';
import { Timeline } from './timeline.js';

/**
 * 'ok': `into` holds the frame. 'damaged': its entry is; 'unreachable': it is a delta, and the frame before it is not at hand
 * (damaged, unreachable itself, or not given). In both of the latter `into` is as it was.
 */
export type FrameResult = 'ok' | 'damaged' | 'unreachable';

/**
 * A frame zip, opened for random access. Synchronous: it runs in the producer worker, which may block.
 *
 * Opening reads the central directory and metadata.json; a frame is one positional read. Throws FrameZipError at open only.
 */
export class FrameZipReader {
  readonly manifest: Manifest;
  readonly geometry: Geometry;
  /** Bytes of one decoded frame: width * height * 2. */
  readonly frameBytes: number;
  readonly frameCount: number;
  /** One pass, in milliseconds; 0 for a still. */
  readonly totalMs: number;
  readonly #file: RandomAccessFile;
  readonly #table: FrameTable;
  readonly #entries: EntryReader;
  readonly #timeline: Timeline;
  /** The frame decoded last, and the memory it was written to: what a delta may be applied to. */
  #heldIndex = -1;
  #held: Uint8Array | undefined;

  private constructor(file: RandomAccessFile, table: FrameTable, manifest: Manifest) {
    this.manifest = manifest;
    this.geometry = { width: manifest.width, height: manifest.height };
    this.frameBytes = table.plainBytes;
    this.frameCount = manifest.frameCount;
    this.#file = file;
    this.#table = table;
    this.#entries = new EntryReader(file, table, manifest.checksum !== 'none');
    this.#timeline = new Timeline(manifest.frameCount, manifest.fps, manifest.durationsMs);
    this.totalMs = this.#timeline.totalMs;
  }

  static open(path: string, limits: Partial<FrameZipLimits> = {}): FrameZipReader {
    const allLimits = { ...DEFAULT_FRAME_ZIP_LIMITS, ...limits };
    const file = RandomAccessFile.open(path);
    try {
      const table = readFrameTable(file, allLimits);
      return new FrameZipReader(file, table, readManifest(file, table, allLimits));
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Milliseconds that frame `index` stands; 0 for a still. */
  durationMs(index: number): number {
    return this.#timeline.durationMs(index);
  }

  /** When frame `index` begins, in milliseconds from the start of the pass. startMs(frameCount) is totalMs. */
  startMs(index: number): number {
    return this.#timeline.startMs(index);
  }

  /** The frame that shows at `ms` of the pass; before it the first, after it the last. */
  frameAt(ms: number): number {
    return this.#timeline.frameAt(ms);
  }

  /** The nearest full frame at or before `index`: at most {@link MAX_DELTA_RUN} back. */
  keyFrameAt(index: number): number {
    let key = index;
    while (key > 0 && this.isDelta(key)) key--;
    return key;
  }

  /** Whether frame `index` needs the frame before it. */
  isDelta(index: number): boolean {
    return ((this.#table.flags[index] ?? 0) & FRAME_DELTA) !== 0;
  }

  /**
   * Writes frame `index`, big-endian, into `into`. Never throws for damage, and leaves `into` alone unless the result is 'ok'.
   *
   * @param into frameBytes long; fastest where it starts at a multiple of 8. May be shared memory.
   * @param previous the memory that this reader wrote the frame before to, untouched since: needed by deltas only. May be `into`.
   *   The reader remembers where it wrote last, so a wrong one is 'unreachable', not garbage; it cannot know whether somebody
   *   else has written there since.
   */
  readFrame(index: number, into: Uint8Array, previous?: Uint8Array): FrameResult {
    this.#checkArguments(index, into);
    const delta = this.isDelta(index);
    if (delta && !(previous && this.#holds(index - 1, previous))) return 'unreachable';
    if (this.#entries.read(index, 'quick') !== 'ok') return 'damaged';
    const plain = this.#entries.plain;
    if (this.manifest.byteOrder === 'little') swapBytes(plain);
    if (delta && previous) xorFrames(into, previous, plain);
    else into.set(plain);
    this.#heldIndex = index;
    this.#held = into;
    return 'ok';
  }

  /**
   * Writes frame `index` into `into` from wherever it can be reached: the frames between are decoded in place, from `previous`
   * where this reader wrote one of them there last, else from the nearest full frame. 'damaged' or 'unreachable': it cannot
   * be had; `into` then holds one of the frames before it, or is as it was.
   */
  seekFrame(index: number, into: Uint8Array, previous?: Uint8Array): FrameResult {
    this.#checkArguments(index, into);
    const key = this.keyFrameAt(index);
    const near =
      previous !== undefined &&
      this.#heldIndex >= key &&
      this.#heldIndex < index &&
      this.#holds(this.#heldIndex, previous);
    let source = near ? previous : undefined;
    for (let next = near ? this.#heldIndex + 1 : key; next <= index; next++) {
      const result = this.readFrame(next, into, source);
      if (result !== 'ok') return next === index ? result : 'unreachable';
      source = into;
    }
    return 'ok';
  }

  /** For verify: reads an entry and checks all of it, without making pixels; says which bytes of the file it takes. */
  checkEntry(index: number): { outcome: EntryOutcome; begin: number; end: number } {
    const outcome = this.#entries.read(index, 'full');
    return { outcome, begin: this.#table.offsets[index] ?? 0, end: this.#entries.end };
  }

  /** Size of the archive, in bytes. */
  get archiveBytes(): number {
    return this.#file.bytes;
  }

  /** May be called twice. */
  close(): void {
    this.#entries.close();
    this.#file.close();
    this.#held = undefined;
    this.#heldIndex = -1;
  }

  #holds(index: number, memory: Uint8Array): boolean {
    const held = this.#held;
    return (
      held !== undefined &&
      this.#heldIndex === index &&
      held.buffer === memory.buffer &&
      held.byteOffset === memory.byteOffset &&
      memory.length === this.frameBytes
    );
  }

  #checkArguments(index: number, into: Uint8Array): void {
    if (!(Number.isInteger(index) && index >= 0 && index < this.frameCount)) {
      throw new RangeError(`Frame ${index} was asked for; the clip has frames 0 to ${this.frameCount - 1}.`);
    }
    if (into.length !== this.frameBytes) {
      throw new RangeError(`A buffer of ${into.length} bytes was given for a frame of ${this.frameBytes}.`);
    }
  }
}

function swapBytes(pixels: Uint8Array): void {
  Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength).swap16();
}
