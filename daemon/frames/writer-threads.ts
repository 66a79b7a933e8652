import type { Geometry } from '../../display/display.js';
import { FrameZipWriterThread } from './writer-thread.js';

export interface WriterThreadsOptions {
  /** Of every thread; 0 to 19. */
  readonly niceness: number;
}

/**
 * Lends out writer threads, and keeps one for a while when it comes back.
 *
 * A new thread has to start Node and to compile everything anew: 65 ms of processor time, as much as 70 frames of film take.
 * Clips often come several in a row.
 */
export class WriterThreads {
  readonly #options: WriterThreadsOptions;
  #kept: FrameZipWriterThread | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WriterThreadsOptions) {
    this.#options = options;
  }

  /** A thread of the caller's own, which gives it back in any case. */
  lend(geometry: Geometry): FrameZipWriterThread {
    const kept = this.#kept;
    if (!kept?.suits(geometry)) return FrameZipWriterThread.start({ geometry, ...this.#options });
    this.#kept = undefined;
    clearTimeout(this.#timer);
    kept.hold();
    return kept;
  }

  /** Takes a thread back. Where its frame zip was not finished, that is given up, and the thread with it. */
  async giveBack(thread: FrameZipWriterThread): Promise<void> {
    if (!thread.isIdle) {
      await thread.abort();
      return;
    }
    const older = this.#kept;
    clearTimeout(this.#timer);
    thread.release();
    this.#kept = thread;
    this.#timer = setTimeout(() => void this.stop(), KEEP_MS).unref();
    await older?.abort();
  }

  /** Ends the thread that is kept. Threads that are lent out stay. */
  async stop(): Promise<void> {
    const kept = this.#kept;
    this.#kept = undefined;
    clearTimeout(this.#timer);
    await kept?.abort();
  }
}

/** As long as somebody may take to choose the next clip; then its 10 MB are worth more. */
const KEEP_MS = 20_000;
