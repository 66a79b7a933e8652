import { closeSync, fsyncSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { FrameZipError } from './frame-zip-error.js';

/** Gathered before the system is called: a film frame is 35 KB. */
export const GATHERED_BYTES = 256 * 1024;

/**
 * A new file that grows at its end, or goes away again. Its calls block: it is for a thread that has nothing else to do. Failures are
 * 'frame-zip-write-failed' with the system's error as cause.
 */
export class GrowingFile {
  readonly path: string;
  #file: number | undefined;
  /** What is in the file; behind it comes what is gathered. */
  #writtenBytes = 0;
  #gatheredBytes = 0;
  readonly #gathered: Uint8Array<ArrayBuffer>;

  private constructor(path: string, file: number, gathered: Uint8Array<ArrayBuffer>) {
    this.path = path;
    this.#file = file;
    this.#gathered = gathered;
  }

  /** Fails where `path` is taken: nothing is ever overwritten. @param gathered GATHERED_BYTES that are the file's until it is closed or discarded */
  static create(path: string, gathered?: Uint8Array<ArrayBuffer>): GrowingFile {
    return GrowingFile.#open(path, 'wx', gathered);
  }

  /** Takes a file that the caller has just made, and that is empty. */
  static adopt(path: string, gathered?: Uint8Array<ArrayBuffer>): GrowingFile {
    return GrowingFile.#open(path, 'r+', gathered);
  }

  static #open(path: string, flags: 'wx' | 'r+', gathered = new Uint8Array(GATHERED_BYTES)): GrowingFile {
    try {
      return new GrowingFile(path, openSync(path, flags), gathered);
    } catch (cause) {
      throw writeFailed(path, cause);
    }
  }

  /** Bytes so far: where the next {@link append} begins. */
  get bytes(): number {
    return this.#writtenBytes + this.#gatheredBytes;
  }

  /** Adds bytes at the end; they may be reused on return. */
  append(bytes: Uint8Array): void {
    if (this.#gatheredBytes + bytes.length > GATHERED_BYTES) this.#flush();
    if (bytes.length > GATHERED_BYTES) {
      this.#write(bytes);
    } else {
      this.#gathered.set(bytes, this.#gatheredBytes);
      this.#gatheredBytes += bytes.length;
    }
  }

  /** On return others who read the file see all of it. */
  flush(): void {
    if (this.#gatheredBytes > 0) this.#flush();
  }

  /** On return the bytes are on the medium. The file's name is not until the caller syncs or renames in its folder. */
  syncAndClose(): void {
    this.#flush();
    const file = this.#opened();
    try {
      fsyncSync(file);
      this.#file = undefined;
      closeSync(file);
    } catch (cause) {
      throw writeFailed(this.path, cause);
    }
  }

  /** Closes and removes it. Never throws: there is nothing a caller could do about it. */
  discard(): void {
    const file = this.#file;
    this.#file = undefined;
    try {
      if (file !== undefined) closeSync(file);
    } catch {}
    try {
      unlinkSync(this.path);
    } catch {}
  }

  #flush(): void {
    const bytes = this.#gathered.subarray(0, this.#gatheredBytes);
    this.#gatheredBytes = 0;
    this.#write(bytes);
  }

  #write(bytes: Uint8Array): void {
    const file = this.#opened();
    let done = 0;
    try {
      // The system may take less at once, on a disk nearly full: the rest is offered again, for the error that tells why.
      while (done < bytes.length) {
        const count = writeSync(file, bytes, done, bytes.length - done, this.#writtenBytes);
        done += count;
        this.#writtenBytes += count;
      }
    } catch (cause) {
      throw writeFailed(this.path, cause);
    }
  }

  #opened(): number {
    if (this.#file !== undefined) return this.#file;
    throw writeFailed(this.path, new Error('it was closed'));
  }
}

/** 'frame-zip-write-failed' with the system's reason. */
export function writeFailed(path: string, cause: unknown): FrameZipError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FrameZipError('frame-zip-write-failed', `${path} cannot be written: ${reason}.`, { cause });
}
