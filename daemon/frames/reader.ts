import type { Geometry } from '../../display/display.js';
import { type EntryOutcome, EntryReader } from './entry-reader.js';
import { FrameDecoder, type FrameResult } from './frame-decoder.js';
import { FRAME_DELTA, type FrameTable, readFrameTable } from './frame-table.js';
import { DEFAULT_FRAME_ZIP_LIMITS, type FrameZipLimits } from './limits.js';
import type { Manifest } from './manifest.js';
import { readManifest } from './manifest-entry.js';
import { RandomAccessFile } from './random-access-file.js';
import { Timeline } from './timeline.js';

export type { FrameResult };

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
  readonly #decoder: FrameDecoder;

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
    this.#decoder = new FrameDecoder({
      entries: this.#entries,
      frameBytes: this.frameBytes,
      byteOrder: manifest.byteOrder,
      frameCount: () => this.frameCount,
      isDelta: (index) => this.isDelta(index),
    });
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
    return this.#decoder.keyFrameAt(index);
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
    return this.#decoder.readFrame(index, into, previous);
  }

  /**
   * Writes frame `index` into `into` from wherever it can be reached: the frames between are decoded in place, from `previous`
   * where this reader wrote one of them there last, else from the nearest full frame. 'damaged' or 'unreachable': it cannot
   * be had; `into` then holds one of the frames before it, or is as it was.
   */
  seekFrame(index: number, into: Uint8Array, previous?: Uint8Array): FrameResult {
    return this.#decoder.seekFrame(index, into, previous);
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
    this.#decoder.forget();
  }
}
