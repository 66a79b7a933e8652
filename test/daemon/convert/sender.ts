import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { ArrivingMedia } from '../../../daemon/convert/arriving-media.js';
import { Arrival } from '../../../daemon/upload/arriving-file.js';
import { followFile } from '../../../daemon/upload/follow-file.js';

/** Sends a file piece by piece into another one, as an upload does. */
export class Sender implements ArrivingMedia {
  readonly #bytes: Buffer;
  readonly #arrival: Arrival;
  /** Streams of {@link follow} that are open. */
  followers = 0;

  /** @param source a path, or the bytes themselves. @param path where they are to lie. */
  constructor(source: string | Buffer, path: string) {
    this.#bytes = typeof source === 'string' ? readFileSync(source) : source;
    this.#arrival = new Arrival({ path, totalBytes: this.#bytes.length });
    writeFileSync(path, '');
  }

  get path(): string {
    return this.#arrival.path;
  }

  get totalBytes(): number {
    return this.#bytes.length;
  }

  get bytes(): number {
    return this.#arrival.bytes;
  }

  get state(): ArrivingMedia['state'] {
    return this.#arrival.state;
  }

  grown(beyondBytes: number, signal?: AbortSignal): Promise<void> {
    return this.#arrival.grown(beyondBytes, signal);
  }

  follow(signal?: AbortSignal): Readable {
    this.followers++;
    return followFile(this.#arrival, { signal }).once('close', () => this.followers--);
  }

  /** The next piece; the file is complete with the last one. */
  send(bytes: number): void {
    const piece = this.#bytes.subarray(this.bytes, this.bytes + bytes);
    appendFileSync(this.path, piece);
    this.#arrival.grew(piece.length);
    if (this.bytes === this.totalBytes) this.#arrival.complete();
  }

  /** All of it, in pieces of these sizes by turns; what reads is let do so in between. */
  async sendAll(sizes: readonly number[]): Promise<void> {
    for (let turn = 0; this.state === 'arriving'; turn++) {
      this.send(Math.max(1, sizes[turn % sizes.length] ?? 1));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Breaks off. */
  fail(): void {
    this.#arrival.fail();
  }
}
