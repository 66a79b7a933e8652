import { backupError } from './backup-error.js';
import { BLOCK_BYTES, decodeHeader, paddingOf, type TarEntry } from './tar-header.js';

/** A file in a tar. Its body must be read to its end before the next is asked for. */
export interface TarFile extends TarEntry {
  /** Pieces that are `bytes` long together. */
  body(): AsyncGenerator<Buffer>;
}

/** Reads a tar as it arrives. Throws 'backup-malformed', or 'backup-incomplete' where it ends before its end. */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  const bytes = new ByteQueue(source);
  for (;;) {
    const entry = decodeHeader(await bytes.exactly(BLOCK_BYTES));
    if (entry === undefined) break;
    yield { ...entry, body: () => bytes.pieces(entry.bytes) };
    await bytes.exactly(paddingOf(entry.bytes));
  }
  await bytes.drain();
}

/** Bytes that come in pieces of any length, taken in lengths of the reader's choice. */
class ByteQueue {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async exactly(count: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.pieces(count)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async *pieces(count: number): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0) {
      if (this.#rest.length === 0) this.#rest = await this.#next();
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** What comes after the end is the padding of tapes; it is read so that its sender need not wonder. */
  async drain(): Promise<void> {
    for (;;) if ((await this.#source.next()).done) return;
  }

  async #next(): Promise<Buffer> {
    const { value, done } = await this.#source.next();
    if (done) throw backupError('backup-incomplete', 'The backup is not whole: it ends in the middle.');
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
}
