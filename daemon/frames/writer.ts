import { crc32 } from 'node:zlib';
import type { Geometry } from '../../display/display.js';
import { frameBytes } from '../../display/panel.js';
import { ArchiveWriter } from './archive-writer.js';
import { type ClipTiming, describeTiming } from './clip-timing.js';
import { FrameCompressor } from './compressor.js';
import { changedShare, xorFrames } from './delta.js';
import { EncodingChoice } from './encoding-choice.js';
import { EntryLog } from './entry-log.js';
import type { FrameKind } from './frame-name.js';
import { FrameZipError } from './frame-zip-error.js';
import { GrowingFile } from './growing-file.js';
import { DEFAULT_FRAME_ZIP_LIMITS } from './limits.js';
import { encodeManifest, FORMAT_VERSION, type Manifest } from './manifest.js';

export interface FrameZipWriterOptions {
  readonly geometry: Geometry;
  readonly kind: 'video' | 'image';
  readonly slug: string;
  readonly originalFilename: string;
  /** Write what a LOOP reader reads: every frame full and stored, at a constant rate, none of our keys. A video then needs `fps`. */
  readonly compatible?: boolean;
  /** Frames per second, where the rate is constant: kept to the last digit, and no durations are written. */
  readonly fps?: number;
}

export interface WrittenFrameZip {
  /** Frames in the archive; fewer than were added where some were identical. */
  readonly storedFrames: number;
  readonly bytes: number;
  /** One pass, in milliseconds; 0 for an image. */
  readonly durationMs: number;
}

/**
 * Writes a frame zip as the frames come. Holds three frames and 29 bytes for each one stored, however long the clip is.
 *
 * The same frames at the same times make the same bytes. After any failure call abort(); finish() does so itself.
 */
export class FrameZipWriter {
  readonly #options: FrameZipWriterOptions;
  readonly #file: GrowingFile;
  readonly #log: EntryLog;
  readonly #archive: ArchiveWriter;
  readonly #choice = new EncodingChoice();
  readonly #slots: readonly [Slot, Slot];
  /** The frame added last, which the next one is compared with. */
  readonly #previous: Buffer;
  /** Settles when everything handed over so far is in the file. Never rejects: see #failure. */
  #written: Promise<void> = Promise.resolve();
  #failure: unknown;
  #closed = false;
  #finished = false;
  #offered = 0;
  #firstUs = 0;
  #lastUs = 0;
  #onGrid = true;

  private constructor(file: GrowingFile, options: FrameZipWriterOptions) {
    const bytes = frameBytes(options.geometry);
    this.#file = file;
    this.#options = options;
    this.#log = new EntryLog(bytes, !options.compatible);
    this.#archive = new ArchiveWriter(file, this.#log);
    this.#slots = [createSlot(bytes), createSlot(bytes)];
    this.#previous = Buffer.alloc(bytes);
  }

  /** Creates the file; where `path` is taken it fails. */
  static async create(path: string, options: FrameZipWriterOptions): Promise<FrameZipWriter> {
    checkOptions(options);
    return new FrameZipWriter(await GrowingFile.create(path), options);
  }

  /**
   * Adds a frame that shows from `startMs` on the clip's own clock until the next one. Await it before the next call: on return
   * `pixels` may be reused and the writer can take another. At most two frames are being compressed then.
   *
   * @param pixels width * height * 2 bytes, RGB565 big-endian.
   * @param startMs rises from frame to frame, by a microsecond at least. The first may be anything: it is where the clip begins.
   */
  async addFrame(pixels: Uint8Array, startMs: number): Promise<void> {
    this.#checkUsable();
    const startUs = Math.round(startMs * 1000);
    this.#checkFrame(pixels, startUs);
    if (this.#offered === 0) this.#firstUs = startUs;
    this.#lastUs = startUs;
    this.#onGrid &&= isOnGrid(startUs - this.#firstUs, this.#offered, this.#options.fps);
    const repeated = this.#offered++ > 0 && !this.#options.compatible && this.#previous.equals(pixels);
    if (!repeated) await this.#store(pixels, startUs);
  }

  /**
   * Completes the archive, and returns when it is on the medium.
   *
   * @param end.endMs where the last frame ends, on the clock of addFrame. Without meaning for an image.
   */
  async finish(end: { endMs: number }): Promise<WrittenFrameZip> {
    this.#checkUsable();
    try {
      await this.#written;
      this.#checkUsable();
      const timing = this.#timing(Math.round(end.endMs * 1000));
      await this.#archive.finish(encodeManifest(this.#manifest(timing)), { deflated: !this.#options.compatible });
      this.#closed = true;
      this.#closeCompressors();
      await this.#file.syncAndClose();
      this.#finished = true;
      return { storedFrames: this.#log.length, bytes: this.#file.bytes, durationMs: timing.totalMs };
    } catch (error) {
      await this.abort();
      throw error;
    }
  }

  /** Gives up: closes and removes the file. Safe at any time, also twice; after a successful finish() it does nothing. */
  async abort(): Promise<void> {
    if (this.#finished) return;
    this.#closed = true;
    await this.#written;
    this.#closeCompressors();
    await this.#file.discard();
  }

  /** Encodes one frame and hands it to the thread pool, after the frame before the last is done: its buffer is reused. */
  async #store(pixels: Uint8Array, startUs: number): Promise<void> {
    const slot = this.#slots[this.#log.length % 2 === 0 ? 0 : 1];
    await slot.done;
    this.#checkUsable();
    if (slot.storedBytes > 0) this.#choice.learn(slot.kind, slot.changed, slot.storedBytes);
    this.#encode(pixels, startUs, slot);
    this.#previous.set(pixels);
    const index = this.#log.append(startUs, slot.kind);
    slot.done = this.#compressAndWrite(index, slot, this.#written).catch((error: unknown) => {
      this.#failure ??= error;
    });
    this.#written = slot.done;
  }

  /** Fills the slot with the frame, or with what is different in it. */
  #encode(pixels: Uint8Array, startUs: number, slot: Slot): void {
    slot.changed = 1;
    if (this.#options.compatible || this.#choice.isFullDue(startUs)) {
      slot.kind = this.#choice.choose(startUs, 1);
    } else {
      xorFrames(slot.plain, pixels, this.#previous);
      slot.changed = changedShare(slot.plain);
      slot.kind = this.#choice.choose(startUs, slot.changed);
    }
    if (slot.kind === 'full') slot.plain.set(pixels);
  }

  async #compressAndWrite(index: number, slot: Slot, before: Promise<void>): Promise<void> {
    const { plain, kind } = slot;
    const crc = crc32(plain);
    const compressed = this.#options.compatible ? plain : await slot.compressor.compress(plain, kind);
    await before;
    if (this.#failure !== undefined || this.#closed) return;
    slot.storedBytes = await this.#archive.appendFrame(index, plain, compressed, crc);
  }

  #timing(endUs: number): ClipTiming {
    const { fps, kind, compatible } = this.#options;
    const frames = this.#log.length;
    if (frames === 0) throw refused('The clip has no frames; a frame zip holds one at least.');
    if (kind === 'image') return { fps: 0, totalMs: 0 };
    if (compatible && fps !== undefined) return { fps, totalMs: (frames * 1000) / fps };
    if (!(endUs > this.#lastUs))
      throw refused(`The clip ends at ${endUs} us, not after its last frame at ${this.#lastUs} us.`);
    const onGrid = this.#onGrid && isOnGrid(endUs - this.#firstUs, this.#offered, fps);
    const startsUs = Float64Array.from({ length: frames }, (_, index) => this.#log.startUsAt(index));
    return describeTiming({ startsUs, endUs, offeredFrames: this.#offered, fps, onGrid });
  }

  #manifest({ fps, durationsMs }: ClipTiming): Manifest {
    const { geometry, kind, slug, originalFilename, compatible } = this.#options;
    return {
      version: compatible ? 1 : FORMAT_VERSION,
      slug,
      originalFilename,
      kind,
      width: geometry.width,
      height: geometry.height,
      frameCount: this.#log.length,
      byteOrder: 'big',
      fps,
      ...(durationsMs && { durationsMs }),
      delta: compatible ? 'none' : 'xor',
      checksum: compatible ? 'none' : 'crc32-stored',
    };
  }

  #closeCompressors(): void {
    for (const slot of this.#slots) slot.compressor.close();
  }

  #checkFrame(pixels: Uint8Array, startUs: number): void {
    const expected = this.#previous.length;
    if (pixels.length !== expected)
      throw refused(`A frame of ${pixels.length} bytes was added; the picture takes ${expected}.`);
    if (!Number.isSafeInteger(startUs))
      throw refused(`A frame was added for ${startUs} us; a moment on the clip's clock is needed.`);
    if (this.#offered === 0) return;
    if (this.#options.kind === 'image') throw refused('A second frame was added to an image; an image has one.');
    if (startUs <= this.#lastUs) {
      throw refused(
        `A frame was added for ${startUs} us, not after the one before at ${this.#lastUs} us; time must rise.`,
      );
    }
    if (this.#log.length >= MOST_FRAMES) {
      throw refused(`The clip has more than ${MOST_FRAMES} frames, which no reader would accept.`);
    }
  }

  #checkUsable(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#closed) throw refused('The frame zip was finished or given up.');
  }
}

/** With metadata.json as many entries as a reader accepts. */
const MOST_FRAMES = DEFAULT_FRAME_ZIP_LIMITS.maxEntries - 1;
/** Containers that count in milliseconds put a frame up to half of one beside its place. */
const GRID_TOLERANCE_US = 1000;

/** One frame on its way to the file. */
interface Slot {
  readonly plain: Uint8Array;
  readonly compressor: FrameCompressor;
  kind: FrameKind;
  changed: number;
  /** 0 until it is written. */
  storedBytes: number;
  done: Promise<void>;
}

function createSlot(bytes: number): Slot {
  return {
    plain: new Uint8Array(bytes),
    compressor: new FrameCompressor(),
    kind: 'full',
    changed: 1,
    storedBytes: 0,
    done: Promise.resolve(),
  };
}

function isOnGrid(sinceFirstUs: number, frame: number, fps: number | undefined): boolean {
  return fps !== undefined && Math.abs(sinceFirstUs - (frame * 1e6) / fps) <= GRID_TOLERANCE_US;
}

function checkOptions({ geometry, kind, compatible, fps }: FrameZipWriterOptions): void {
  const { maxDimensionPx, maxFrameBytes } = DEFAULT_FRAME_ZIP_LIMITS;
  const fits = (side: number): boolean => Number.isInteger(side) && side >= 1 && side <= maxDimensionPx;
  if (!fits(geometry.width) || !fits(geometry.height) || frameBytes(geometry) > maxFrameBytes) {
    throw refused(
      `A picture of ${geometry.width}x${geometry.height} was asked for; 1 to ${maxDimensionPx} a side is accepted.`,
    );
  }
  if (fps !== undefined && !(fps > 0 && fps <= 1000))
    throw refused(`${fps} frames/s were asked for; more than 0, at most 1000.`);
  if (compatible && kind === 'video' && fps === undefined) {
    throw refused('A compatible frame zip has a constant rate, and none was given.');
  }
}

function refused(message: string): FrameZipError {
  return new FrameZipError('frame-zip-frame-refused', message);
}
