import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ArrivingFile } from './arriving-file.js';
import { uploadError } from './upload-error.js';

/** As Node's own file streams. Reading is from the page cache as a rule: the bytes were written a moment ago. */
const READ_BYTES = 64 * 1024;

/**
 * Reads an arriving file from its first byte to its last, as it grows. A slow reader does not slow the arrival, and a connection that
 * breaks and is taken up again is not seen here but as a pause.
 *
 * Errors with upload-incomplete where the file fails, with the signal's reason where that is aborted, with Node's where reading fails.
 */
export function followFile(file: ArrivingFile, { signal }: { signal?: AbortSignal | undefined } = {}): Readable {
  return new FileFollower(file, signal);
}

class FileFollower extends Readable {
  readonly #file: ArrivingFile;
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  #handle: FileHandle | undefined;
  #position = 0;

  constructor(file: ArrivingFile, signal: AbortSignal | undefined) {
    super({ highWaterMark: READ_BYTES });
    this.#file = file;
    this.#signal = signal ? AbortSignal.any([signal, this.#end.signal]) : this.#end.signal;
    signal?.addEventListener('abort', () => this.destroy(asError(signal.reason)), {
      once: true,
      signal: this.#end.signal,
    });
    if (signal?.aborted) this.destroy(asError(signal.reason));
  }

  override _construct(done: (error?: Error) => void): void {
    this.#open().then(() => done(), done);
  }

  override _read(): void {
    this.#next().then(
      (piece) => this.push(piece),
      (error) => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#end.abort();
    const closed = this.#handle?.close() ?? Promise.resolve();
    closed.then(
      () => done(error),
      (failed) => done(error ?? failed),
    );
  }

  /** A file that is moved between the asking for its name and the opening is opened where it lies now. */
  async #open(): Promise<void> {
    const { path } = this.#file;
    try {
      this.#handle = await open(path);
    } catch (error) {
      if (path === this.#file.path) throw error;
      await this.#open();
    }
  }

  /** Null at the end. */
  async #next(): Promise<Buffer | null> {
    await this.#file.grown(this.#position, this.#signal);
    const { bytes, state } = this.#file;
    if (state === 'failed') throw uploadError('upload-incomplete', `The file broke off after ${bytes} bytes.`);
    const length = Math.min(READ_BYTES, bytes - this.#position);
    if (length <= 0) return null;
    const buffer = Buffer.allocUnsafe(length);
    const read = await this.#handle?.read(buffer, 0, length, this.#position);
    if (!read?.bytesRead)
      throw uploadError('upload-incomplete', `${bytes} bytes were there, now ${this.#position} are.`);
    this.#position += read.bytesRead;
    return buffer.subarray(0, read.bytesRead);
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
