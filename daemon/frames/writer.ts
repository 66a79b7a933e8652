import type { Geometry } from '../../display/display.js';
import { frameBytes } from '../../display/panel.js';
import { ArchiveWriter } from './archive-writer.js';
import { type ClipTiming, describeTiming } from './clip-timing.js';
import { changedShare, xorFrames } from './delta.js';
import { EncodingChoice } from './encoding-choice.js';
import { EntryLog } from './entry-log.js';
import type { FrameKind } from './frame-name.js';
import { FrameZipError } from './frame-zip-error.js';
import { GrowingFile } from './growing-file.js';
import { GrowthLog } from './growth-log.js';
import { DEFAULT_FRAME_ZIP_LIMITS } from './limits.js';
import { encodeManifest, FORMAT_VERSION, type Manifest } from './manifest.js';
import { WriterWorkspace } from './writer-workspace.js';

export interface FrameZipWriterOptions {
  readonly geometry: Geometry;
  readonly kind: 'video' | 'image';
  readonly slug: string;
  readonly originalFilename: string;
  /** Write what a LOOP reader reads: every frame full and stored, at a constant rate, none of our keys. A video then needs `fps`. */
  readonly compatible?: boolean;
  /** Frames per second, where the rate is constant: kept to the last digit, and no durations are written. */
  readonly fps?: number;
  /** Let others read the frames while they come (GrowingZipReader): as far as the last flush(). Makes no difference to the frame zip. */
  readonly readable?: boolean;
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
 * Its calls block, for 1 ms a film frame of 320x240 and for the medium at the end: writer-thread.ts runs it beside the main thread.
 * The same frames at the same times make the same bytes. After any failure call abort(); finish() does so itself.
 */
export class FrameZipWriter {
  readonly #options: FrameZipWriterOptions;
  readonly #file: GrowingFile;
  readonly #log: EntryLog;
  readonly #archive: ArchiveWriter;
  readonly #growth: GrowthLog | undefined;
  readonly #choice = new EncodingChoice();
  readonly #workspace: WriterWorkspace;
  readonly #ownsWorkspace: boolean;
  #failure: unknown;
  #closed = false;
  #finished = false;
  #offered = 0;
  #firstUs = 0;
  #lastUs = 0;
  #onGrid = true;

  private constructor(
    file: GrowingFile,
    options: FrameZipWriterOptions,
    { workspace, isOwn, monotonicMs }: { workspace: WriterWorkspace; isOwn: boolean; monotonicMs: () => number },
  ) {
    this.#file = file;
    this.#options = options;
    this.#workspace = workspace;
    this.#ownsWorkspace = isOwn;
    workspace.compressor.start();
    this.#log = new EntryLog(workspace.frameBytes, !options.compatible);
    this.#archive = new ArchiveWriter(file, this.#log);
    const { geometry, kind, readable } = options;
    this.#growth = readable ? new GrowthLog(file.path, geometry, kind, monotonicMs) : undefined;
  }

  /** Creates the file; where `path` is taken it fails. */
  static create(path: string, options: FrameZipWriterOptions, monotonicMs = nowMs): FrameZipWriter {
    checkWriterOptions(options);
    const workspace = new WriterWorkspace(frameBytes(options.geometry));
    const file = GrowingFile.create(path, workspace.gathered);
    return new FrameZipWriter(file, options, { workspace, isOwn: true, monotonicMs });
  }

  /**
   * Writes into a file that the caller has just made and whose options were checked.
   *
   * @param workspace for frames of this size, the writer's until finish() or abort().
   */
  static adopt(path: string, options: FrameZipWriterOptions, workspace: WriterWorkspace): FrameZipWriter {
    const file = GrowingFile.adopt(path, workspace.gathered);
    return new FrameZipWriter(file, options, { workspace, isOwn: false, monotonicMs: nowMs });
  }

  /**
   * Adds a frame that shows from `startMs` on the clip's own clock until the next one. On return `pixels` may be reused.
   *
   * @param pixels width * height * 2 bytes, RGB565 big-endian.
   * @param startMs rises from frame to frame, by a microsecond at least. The first may be anything: it is where the clip begins.
   */
  addFrame(pixels: Uint8Array, startMs: number): void {
    this.#checkUsable();
    const startUs = Math.round(startMs * 1000);
    this.#checkFrame(pixels, startUs);
    if (this.#offered === 0) this.#firstUs = startUs;
    this.#lastUs = startUs;
    this.#onGrid &&= isOnGrid(startUs - this.#firstUs, this.#offered, this.#options.fps);
    const repeated = this.#offered++ > 0 && !this.#options.compatible && this.#workspace.previous.equals(pixels);
    if (!repeated) this.#store(pixels, startUs);
  }

  /** Makes the frames so far readable for others. For when there is nothing else to do: the first frame does so anyway, and ten times a second another. */
  flush(): void {
    this.#checkUsable();
    if (!this.#growth?.isPending) return;
    this.#file.flush();
    this.#growth.write();
  }

  /**
   * Completes the archive, and returns when it is on the medium.
   *
   * @param end.endMs where the last frame ends, on the clock of addFrame. Without meaning for an image.
   */
  finish(end: { endMs: number }): WrittenFrameZip {
    this.#checkUsable();
    try {
      const endUs = Math.round(end.endMs * 1000);
      const timing = this.#timing(endUs);
      this.flush();
      this.#archive.finish(encodeManifest(this.#manifest(timing)), { deflated: !this.#options.compatible });
      this.#closed = true;
      if (this.#ownsWorkspace) this.#workspace.close();
      this.#file.syncAndClose();
      this.#growth?.end(endUs);
      this.#finished = true;
      return { storedFrames: this.#log.length, bytes: this.#file.bytes, durationMs: timing.totalMs };
    } catch (error) {
      this.abort();
      throw error;
    }
  }

  /** Gives up: closes and removes the file. Safe at any time, also twice; after a successful finish() it does nothing. */
  abort(): void {
    if (this.#finished) return;
    this.#closed = true;
    if (this.#ownsWorkspace) this.#workspace.close();
    this.#file.discard();
    this.#growth?.discard();
  }

  #store(pixels: Uint8Array, startUs: number): void {
    try {
      const { previous, delta, compressor } = this.#workspace;
      const { kind, changed } = this.#choose(pixels, startUs);
      const plain = kind === 'full' ? pixels : delta;
      const compressed = this.#options.compatible ? undefined : compressor.compress(plain, kind);
      const index = this.#log.append(startUs, kind);
      const entry = this.#archive.appendFrame(index, plain, compressed);
      this.#choice.learn(kind, changed, entry.storedBytes);
      previous.set(pixels);
      this.#growth?.add(startUs, kind, entry);
      if (this.#growth?.isDue) this.flush();
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  /** Full, or what is different in it: that is in #delta then. */
  #choose(pixels: Uint8Array, startUs: number): { kind: FrameKind; changed: number } {
    const looksAtDelta = !this.#options.compatible && !this.#choice.isFullDue(startUs);
    const { previous, delta } = this.#workspace;
    if (looksAtDelta) xorFrames(delta, pixels, previous);
    const changed = looksAtDelta ? changedShare(delta) : 1;
    return { kind: this.#choice.choose(startUs, changed), changed };
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

  #checkFrame(pixels: Uint8Array, startUs: number): void {
    const expected = this.#workspace.frameBytes;
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

function nowMs(): number {
  return performance.now();
}

/** With metadata.json as many entries as a reader accepts. */
const MOST_FRAMES = DEFAULT_FRAME_ZIP_LIMITS.maxEntries - 1;
/** Containers that count in milliseconds put a frame up to half of one beside its place. */
const GRID_TOLERANCE_US = 1000;

function isOnGrid(sinceFirstUs: number, frame: number, fps: number | undefined): boolean {
  return fps !== undefined && Math.abs(sinceFirstUs - (frame * 1e6) / fps) <= GRID_TOLERANCE_US;
}

/** Throws FrameZipError 'frame-zip-frame-refused' for what no writer could be made of. */
export function checkWriterOptions({ geometry, kind, compatible, fps }: FrameZipWriterOptions): void {
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
