import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

const SHA256 = /^[0-9a-f]{64}$/;
const CLIP_ID_DIGITS = 32;
/** Large enough that hashing, not the calls around it, takes the time. */
const READ_BYTES = 1024 * 1024;

/** SHA-256 of the file, 64 hex digits. Reads it once, off the event loop's back in pieces; rejects with an AbortError when aborted. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const stream = createReadStream(path, { highWaterMark: READ_BYTES, ...(signal && { signal }) });
  for await (const piece of stream) hash.update(piece);
  return hash.digest('hex');
}

/** What stands for the hash of one further page of a document, whose own hash is that of its first page: 64 hex digits. */
export function pageSha256(documentSha256: string, page: number): string {
  return page === 1 ? documentSha256 : createHash('sha256').update(`${documentSha256} page ${page}`).digest('hex');
}

export function isSha256(text: string): boolean {
  return SHA256.test(text);
}

/** The content is the identity: 128 of the 256 bits name the clip. */
export function clipIdOf(sha256: string): string {
  return sha256.slice(0, CLIP_ID_DIGITS);
}
