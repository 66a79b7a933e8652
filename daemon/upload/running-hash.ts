import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { ArrivingFile } from './arriving-file.js';

/** A piece for the hash takes this thread for about 0.2 ms on a PC and 2 ms on a Pi Zero (SHA-256 at 1 GB/s and 100 MB/s). */
const READ_BYTES = 256 * 1024;

/**
 * The SHA-256 of an arriving file, computed as its bytes come, so that it is known with the last one.
 *
 * Bytes that came before a restart are read from the disk once, while new ones arrive; from where the two meet, it is in step again.
 */
export class RunningHash {
  readonly #file: ArrivingFile;
  readonly #hash = createHash('sha256');
  #hashedBytes = 0;
  #digest: string | undefined;
  #catchingUp: Promise<void> | undefined;

  constructor(file: ArrivingFile) {
    this.#file = file;
  }

  /** `piece` lies in the file at `position` now. Passed over where what is before it has not been hashed yet. */
  update(piece: Uint8Array, position: number): void {
    if (position !== this.#hashedBytes) return;
    this.#hash.update(piece);
    this.#hashedBytes += piece.length;
  }

  /** Reads what is missing, up to what the file has then. Rejects with Node's error where it cannot, or the signal's reason. */
  catchUp(signal: AbortSignal): Promise<void> {
    this.#catchingUp ??= this.#read(signal).finally(() => {
      this.#catchingUp = undefined;
    });
    return this.#catchingUp;
  }

  /** 64 hex digits, of all that is there; to be called when all is. */
  async digest(signal: AbortSignal): Promise<string> {
    while (this.#hashedBytes < this.#file.bytes) await this.catchUp(signal);
    this.#digest ??= this.#hash.digest('hex');
    return this.#digest;
  }

  async #read(signal: AbortSignal): Promise<void> {
    if (this.#hashedBytes >= this.#file.bytes) return;
    const handle = await open(this.#file.path);
    try {
      const buffer = Buffer.allocUnsafe(READ_BYTES);
      while (this.#hashedBytes < this.#file.bytes) {
        signal.throwIfAborted();
        const position = this.#hashedBytes;
        const wanted = Math.min(READ_BYTES, this.#file.bytes - position);
        const { bytesRead } = await handle.read(buffer, 0, wanted, position);
        if (bytesRead === 0) throw new Error(`${this.#file.path} is shorter than ${this.#file.bytes} bytes`);
        this.update(buffer.subarray(0, bytesRead), position);
      }
    } finally {
      await handle.close();
    }
  }
}
