import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toPlainError } from '../errors.js';
import { ingestError } from './ingest-error.js';

export interface CopyOptions {
  readonly signal: AbortSignal;
  onBytes(bytes: number, totalBytes: number): void;
}

/** Copies a plain file to `to`, which must not exist, and returns the copy's SHA-256: of the bytes copied, whatever happens to `from`. */
export async function copyFile(from: string, to: string, { signal, onBytes }: CopyOptions): Promise<string> {
  const stats = await orUnreadable(from, stat(from));
  // Opening a named pipe would wait for a writer that may never come.
  if (!stats.isFile()) throw ingestError('file-not-plain', `${from} is not a plain file.`);
  const source = await orUnreadable(from, open(from));
  const hash = createHash('sha256');
  let bytes = 0;
  const watch = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      bytes += piece.length;
      onBytes(bytes, stats.size);
      done(null, piece);
    },
  });
  await pipeline(source.createReadStream(), watch, createWriteStream(to, { flags: 'wx' }), { signal });
  return hash.digest('hex');
}

async function orUnreadable<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw ingestError('file-unreadable', `${path} cannot be read: ${toPlainError(error).message}`, error);
  }
}
