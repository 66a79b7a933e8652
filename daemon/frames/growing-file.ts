import { type FileHandle, open, unlink } from 'node:fs/promises';
import { FrameZipError } from './frame-zip-error.js';

/** A new file that grows at its end, or goes away again. Failures are 'frame-zip-write-failed' with the system's error as cause. */
export class GrowingFile {
  readonly path: string;
  #handle: FileHandle | undefined;
  #bytes = 0;

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
    return this.#bytes;
  }

  /** Writes the parts one behind the other. One call at a time. */
  async append(parts: readonly Uint8Array[]): Promise<void> {
    const handle = this.#opened();
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    try {
      let { bytesWritten } = await handle.writev([...parts], this.#bytes);
      // The system may take less at once (a disk nearly full): the rest has to be offered again, for the error that tells why.
      const whole = bytesWritten < length ? Buffer.concat(parts) : Buffer.alloc(0);
      while (bytesWritten < length) {
        const rest = whole.subarray(bytesWritten);
        bytesWritten += (await handle.write(rest, 0, rest.length, this.#bytes + bytesWritten)).bytesWritten;
      }
    } catch (cause) {
      throw writeFailed(this.path, cause);
    }
    this.#bytes += length;
  }

  /** On return the bytes are on the medium. The file's name is not until the caller syncs or renames in its folder. */
  async syncAndClose(): Promise<void> {
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

  #opened(): FileHandle {
    if (this.#handle) return this.#handle;
    throw writeFailed(this.path, new Error('it was closed'));
  }
}

function writeFailed(path: string, cause: unknown): FrameZipError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FrameZipError('frame-zip-write-failed', `${path} cannot be written: ${reason}.`, { cause });
}
