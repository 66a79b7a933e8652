import { type FileHandle, open, unlink } from 'node:fs/promises';
import { FrameZipError } from './frame-zip-error.js';

/** Gathered before the system is called: a film frame is 35 KB, and each call is a trip to the thread pool and back. */
const GATHERED_BYTES = 256 * 1024;

/** A new file that grows at its end, or goes away again. Failures are 'frame-zip-write-failed' with the system's error as cause. */
export class GrowingFile {
  readonly path: string;
  #handle: FileHandle | undefined;
  /** What is in the file; behind it comes what is gathered. */
  #writtenBytes = 0;
  #gatheredBytes = 0;
  readonly #gathered = Buffer.allocUnsafeSlow(GATHERED_BYTES);

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Fails where `path` is taken: nothing is ever overwritten. */
  static async create(path: string): Promise<GrowingFile> {
    try {
      return new GrowingFile(path, await open(path, 'wx'));
    } catch (cause) {
      throw writeFailed(path, cause);
    }
  }

  /** Bytes so far: where the next {@link append} begins. */
  get bytes(): number {
    return this.#writtenBytes + this.#gatheredBytes;
  }

  /** Adds bytes at the end. One call at a time; the bytes may be reused on return. */
  async append(bytes: Uint8Array): Promise<void> {
    if (this.#gatheredBytes + bytes.length > GATHERED_BYTES) await this.#flush();
    if (bytes.length > GATHERED_BYTES) {
      await this.#write(bytes);
    } else {
      this.#gathered.set(bytes, this.#gatheredBytes);
      this.#gatheredBytes += bytes.length;
    }
  }

  /** On return the bytes are on the medium. The file's name is not until the caller syncs or renames in its folder. */
  async syncAndClose(): Promise<void> {
    await this.#flush();
    const handle = this.#opened();
    try {
      await handle.sync();
      this.#handle = undefined;
      await handle.close();
    } catch (cause) {
      throw writeFailed(this.path, cause);
    }
  }

  /** Closes and removes it. Never throws: there is nothing a caller could do about it. */
  async discard(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close().catch(() => {});
    await unlink(this.path).catch(() => {});
  }

  async #flush(): Promise<void> {
    const bytes = this.#gathered.subarray(0, this.#gatheredBytes);
    this.#gatheredBytes = 0;
    await this.#write(bytes);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    const handle = this.#opened();
    let done = 0;
    try {
      // The system may take less at once, on a disk nearly full: the rest is offered again, for the error that tells why.
      while (done < bytes.length) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, this.#writtenBytes);
        done += bytesWritten;
        this.#writtenBytes += bytesWritten;
      }
    } catch (cause) {
      throw writeFailed(this.path, cause);
    }
  }

  #opened(): FileHandle {
    if (this.#handle) return this.#handle;
    throw writeFailed(this.path, new Error('it was closed'));
  }
}

function writeFailed(path: string, cause: unknown): FrameZipError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FrameZipError('frame-zip-write-failed', `${path} cannot be written: ${reason}.`, { cause });
}
