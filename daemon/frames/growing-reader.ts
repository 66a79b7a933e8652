import type { Geometry } from '../../display/display.js';
import { frameBytes } from '../../display/panel.js';
import { EntryReader } from './entry-reader.js';
import { FrameDecoder, type FrameResult } from './frame-decoder.js';
import { GrowingTable, type Growth } from './growing-table.js';
import { growthPath } from './growth-log.js';
import { RandomAccessFile } from './random-access-file.js';

/**
 * A frame zip that is still being written, read by another thread than its writer's, through the file system alone: what is there is told by
 * the file beside it (GrowthLog). Looks at that when asked to, by {@link refresh}, and keeps what it has seen.
 *
 * Otherwise as FrameZipReader. While it grows the last frame does not count: nobody knows yet when it ends. Both files stay open, so moving
 * or removing them changes nothing.
 */
export class GrowingZipReader {
  readonly geometry: Geometry;
  readonly frameBytes: number;
  readonly #zip: RandomAccessFile;
  readonly #table: GrowingTable;
  readonly #entries: EntryReader;
  readonly #decoder: FrameDecoder;

  private constructor(zip: RandomAccessFile, table: GrowingTable) {
    this.#zip = zip;
    this.#table = table;
    this.geometry = table.geometry;
    this.frameBytes = frameBytes(table.geometry);
    this.#entries = new EntryReader(zip, table, true);
    this.#decoder = new FrameDecoder({
      entries: this.#entries,
      frameBytes: this.frameBytes,
      byteOrder: 'big',
      frameCount: () => table.length,
      isDelta: (index) => table.isDelta(index),
    });
  }

  /** @throws FrameZipError 'frame-zip-unreadable' where no frame zip grows there (any more, or yet). */
  static open(path: string): GrowingZipReader {
    const times = RandomAccessFile.open(growthPath(path));
    let zip: RandomAccessFile | undefined;
    try {
      zip = RandomAccessFile.open(path);
      const reader = new GrowingZipReader(zip, new GrowingTable(times));
      reader.refresh();
      return reader;
    } catch (error) {
      times.close();
      zip?.close();
      throw error;
    }
  }

  /** As it was seen last. */
  get growth(): Growth {
    return this.#table.growth;
  }

  /** Looks whether there is more; costs one fstat where there is not. */
  refresh(): Growth {
    this.#table.refresh();
    return this.growth;
  }

  /** Frames whose duration is known. */
  get frameCount(): number {
    return this.growth === 'ended' ? this.#table.length : Math.max(0, this.#table.length - 1);
  }

  /** Frames whose pixels can be read: one more, while it grows. */
  get picturesSoFar(): number {
    return this.#table.length;
  }

  /** Of the frames that count, in milliseconds; 0 for a still that has ended. */
  get totalMs(): number {
    return this.startMs(this.frameCount);
  }

  durationMs(index: number): number {
    return this.startMs(index + 1) - this.startMs(index);
  }

  /** When frame `index` begins, in milliseconds from the start; startMs(frameCount) is totalMs. */
  startMs(index: number): number {
    return this.#table.startMs(index);
  }

  frameAt(ms: number): number {
    return this.#table.frameAt(ms, this.frameCount);
  }

  readFrame(index: number, into: Uint8Array, previous?: Uint8Array): FrameResult {
    return this.#decoder.readFrame(index, into, previous);
  }

  seekFrame(index: number, into: Uint8Array, previous?: Uint8Array): FrameResult {
    return this.#decoder.seekFrame(index, into, previous);
  }

  /** May be called twice. */
  close(): void {
    this.#entries.close();
    this.#zip.close();
    this.#table.close();
    this.#decoder.forget();
  }
}
