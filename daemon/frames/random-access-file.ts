import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { FrameZipError } from './frame-zip-error.js';

/** A regular file read at positions, synchronously: the reader lives in a worker that blocks anyway. */
export class RandomAccessFile {
  readonly path: string;
  /** Bytes when it was opened. A file cut shorter later gives short reads, which count as damage. */
  readonly bytes: number;
  #descriptor: number;

  private constructor(path: string, descriptor: number, bytes: number) {
    this.path = path;
    this.#descriptor = descriptor;
    this.bytes = bytes;
  }

  /** Throws 'frame-zip-unreadable' for anything but a readable regular file. */
  static open(path: string): RandomAccessFile {
    let descriptor: number;
    try {
      // O_NONBLOCK: opening a FIFO must not wait for a writer; it means nothing to a regular file.
      descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    } catch (cause) {
      throw unreadable(path, cause);
    }
    try {
      const facts = fstatSync(descriptor);
      if (!facts.isFile()) {
        throw new FrameZipError('frame-zip-unreadable', `${path} is not a regular file; a frame zip is one.`);
      }
      return new RandomAccessFile(path, descriptor, facts.size);
    } catch (error) {
      closeSync(descriptor);
      throw error instanceof FrameZipError ? error : unreadable(path, error);
    }
  }

  /** As they are now. `isRemoved`: nothing leads to the file any more but this. */
  facts(): { bytes: number; isRemoved: boolean } {
    const { size, nlink } = fstatSync(this.#descriptor);
    return { bytes: size, isRemoved: nlink === 0 };
  }

  /** Fills `into` from [start, start + length) and says how many bytes there were: fewer only at the end of the file. */
  read(into: Uint8Array, start: number, length: number, position: number): number {
    let done = 0;
    while (done < length) {
      const count = readSync(this.#descriptor, into, start + done, length - done, position + done);
      if (count === 0) break;
      done += count;
    }
    return done;
  }

  /** Reads exactly [position, position + length) into `buffer`, by default a new one, or throws 'frame-zip-unreadable'. */
  readExactly(position: number, length: number, buffer = Buffer.allocUnsafe(length)): Buffer {
    let count: number;
    try {
      count = this.read(buffer, 0, length, position);
    } catch (cause) {
      throw unreadable(this.path, cause);
    }
    if (count < length) {
      throw new FrameZipError('frame-zip-unreadable', `${this.path} became shorter while it was read.`);
    }
    return buffer;
  }

  /** May be called twice. */
  close(): void {
    if (this.#descriptor < 0) return;
    closeSync(this.#descriptor);
    this.#descriptor = -1;
  }
}

function unreadable(path: string, cause: unknown): FrameZipError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FrameZipError('frame-zip-unreadable', `${path} cannot be read: ${reason}.`, { cause });
}
