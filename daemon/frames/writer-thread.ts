import { type FileHandle, open, unlink } from 'node:fs/promises';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { Geometry } from '../../display/display.js';
import { frameBytes } from '../../display/panel.js';
import { fromPlainError } from '../errors.js';
import { FrameZipError, type FrameZipErrorCode } from './frame-zip-error.js';
import { writeFailed } from './growing-file.js';
import { growthPath } from './growth-log.js';
import { checkWriterOptions, type FrameZipWriterOptions, type WrittenFrameZip } from './writer.js';
import type { WriterAnswer, WriterCommand, WriterThreadData } from './writer-messages.js';
import { WriterRing } from './writer-ring.js';

export interface WriterThreadOptions {
  readonly geometry: Geometry;
  /** 0 to 19. */
  readonly niceness: number;
  /** Default: `new Worker(url, options)`. */
  readonly spawn?: (url: URL, options: WorkerOptions) => Worker;
}

/**
 * A {@link FrameZipWriter} in a thread of its own, for one frame zip after the other. Pixels cross by shared memory (WriterRing), the
 * rest by messages.
 *
 * The file is made and, where it comes to nothing, removed by this side: the thread may die at any moment. This side also has what is
 * there written to the medium every now and then, so that little is left to wait for in the end.
 */
export class FrameZipWriterThread {
  readonly #geometry: Geometry;
  readonly #ring: WriterRing;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #path: string | undefined;
  #file: FileHandle | undefined;
  #unsyncedFrames = 0;
  #isSyncing = false;
  #written: WrittenFrameZip | undefined;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  private constructor(geometry: Geometry, ring: WriterRing, worker: Worker) {
    this.#geometry = geometry;
    this.#ring = ring;
    this.#worker = worker;
    worker.on('message', (message: WriterAnswer) => this.#hear(message));
    worker.on('error', (error) => this.#fail(died(error)));
    this.#ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#fail(died(undefined));
        resolve();
      });
    });
  }

  /** Starts the thread, which takes 40 ms until it is ready: best while there is something else to wait for. Call abort() in the end. */
  static start({ geometry, niceness, spawn = startWorker }: WriterThreadOptions): FrameZipWriterThread {
    const ring = WriterRing.create(frameBytes(geometry));
    const workerData: WriterThreadData = { buffer: ring.buffer, slots: ring.slots, niceness };
    const worker = spawn(new URL('./writer.worker.js', import.meta.url), {
      name: 'frame zip writer',
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    return new FrameZipWriterThread(geometry, ring, worker);
  }

  /** Creates the file; where `path` is taken it fails. Before the first frame, and again after finish(). */
  async open(path: string, options: Omit<FrameZipWriterOptions, 'geometry'>): Promise<void> {
    if (this.#failure) throw this.#failure;
    const all = { ...options, geometry: this.#geometry };
    checkWriterOptions(all);
    try {
      this.#file = await open(path, 'wx');
    } catch (cause) {
      throw writeFailed(path, cause);
    }
    this.#path = path;
    this.#unsyncedFrames = 0;
    this.#post({ type: 'open', path, options: all });
  }

  /**
   * As {@link FrameZipWriter.addFrame}: await it before the next call. What is wrong with a frame may be thrown by a later call.
   * Waits where the thread is some frames behind.
   */
  async addFrame(pixels: Uint8Array, startMs: number): Promise<void> {
    const expected = frameBytes(this.#geometry);
    if (pixels.length !== expected) throw wrongSize(pixels.length, expected);
    while (!this.#failure && !this.#ring.post(pixels, startMs)) await this.#news();
    if (this.#failure) throw this.#failure;
    if (++this.#unsyncedFrames >= SYNC_FRAMES) this.#syncAhead();
  }

  /** As {@link FrameZipWriter.finish}; a failure takes the file away, and ends the thread. */
  async finish(end: { endMs: number }): Promise<WrittenFrameZip> {
    this.#written = undefined;
    this.#post({ type: 'finish', ...end });
    const closed = this.#closeFile();
    while (!this.#written && !this.#failure) await this.#news();
    await closed;
    if (this.#written) {
      this.#path = undefined;
      return this.#written;
    }
    await this.abort();
    throw this.#failure;
  }

  /** Ends the thread and removes the file that is not finished. Safe at any time, also twice. */
  async abort(): Promise<void> {
    this.#fail(new FrameZipError('frame-zip-frame-refused', 'The frame zip was finished or given up.'));
    await this.#worker.terminate();
    await this.#ended;
    await this.#closeFile();
    if (this.#path !== undefined) {
      await unlink(this.#path).catch(() => {});
      await unlink(growthPath(this.#path)).catch(() => {});
    }
    this.#path = undefined;
  }

  /** Nothing is open, and the thread is well: open() may be called. */
  get isIdle(): boolean {
    return this.#path === undefined && this.#failure === undefined;
  }

  /** Idle, and for pictures of this size. */
  suits({ width, height }: Geometry): boolean {
    return this.isIdle && width === this.#geometry.width && height === this.#geometry.height;
  }

  /** Lets the process end though the thread is there; {@link hold} takes that back. */
  release(): void {
    this.#worker.unref();
  }

  hold(): void {
    this.#worker.ref();
  }

  /** Not awaited: it goes on beside everything else. What goes wrong the writer meets when it syncs by its own descriptor. */
  #syncAhead(): void {
    if (this.#isSyncing || !this.#file) return;
    this.#isSyncing = true;
    this.#unsyncedFrames = 0;
    const done = () => {
      this.#isSyncing = false;
    };
    this.#file.datasync().then(done, done);
  }

  /** Waits for a sync that is under way. Never rejects. */
  async #closeFile(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close().catch(() => {});
  }

  #post(command: WriterCommand): void {
    this.#worker.postMessage(command);
    this.#ring.ring();
  }

  #hear(message: WriterAnswer): void {
    if (message.type === 'finished') this.#written = message.written;
    if (message.type === 'failed') this.#fail(failed(message));
    this.#wake?.();
  }

  /** The first reason counts. */
  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake?.();
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

/**
 * 1.5 MB of film. A last sync of 1 MB instead of 5 takes 1 to 3 ms instead of 3 to 10, of 330 in all (ext4). On an SD card at 10 MB/s it is
 * half a second that ffmpeg does not wait for.
 */
const SYNC_FRAMES = 40;

/** The worker makes a few short-lived objects a frame; left to itself V8 would let 16 MB of them pile up. */
const YOUNG_GENERATION_MB = 2;

function startWorker(url: URL, options: WorkerOptions): Worker {
  return new Worker(url, options);
}

function failed({ error, cause }: WriterAnswer & { type: 'failed' }): FrameZipError {
  if (!error.code.startsWith('frame-zip-')) return died(fromPlainError(error));
  // One of FrameZipWriter's own errors.
  const code = error.code as FrameZipErrorCode;
  return new FrameZipError(code, error.message, cause && { cause: fromPlainError(cause) });
}

function died(cause: Error | undefined): FrameZipError {
  const why = cause === undefined ? '' : `: ${cause.message}`;
  return new FrameZipError(
    'frame-zip-writer-died',
    `The thread that writes the frame zip ended before it was done${why}.`,
    {
      cause,
    },
  );
}

function wrongSize(seen: number, expected: number): FrameZipError {
  return new FrameZipError(
    'frame-zip-frame-refused',
    `A frame of ${seen} bytes was added; the picture takes ${expected}.`,
  );
}
