import type { FileHandle } from 'node:fs/promises';
import type { Span } from './film-blanks.js';

export const ZEROS = Buffer.alloc(1 << 20);

/**
 * Makes bytes of a file zeros. Those that are zeros already are not written: a hole of some gigabytes stays one. Rejects with Node's error, or
 * the signal's reason.
 */
export async function zeroSpan(file: FileHandle, { begin, end }: Span, signal?: AbortSignal): Promise<void> {
  const present = Buffer.allocUnsafe(Math.min(ZEROS.length, end - begin));
  for (let at = begin; at < end; ) {
    signal?.throwIfAborted();
    const bytes = Math.min(ZEROS.length, end - at);
    const { bytesRead } = await file.read(present, 0, bytes, at);
    // Shorter than it was.
    if (bytesRead === 0) return;
    if (!isZero(present, bytesRead)) await writeZeros(file, at, bytesRead);
    at += bytesRead;
  }
}

function isZero(piece: Buffer, bytes: number): boolean {
  return piece.compare(ZEROS, 0, bytes, 0, bytes) === 0;
}

async function writeZeros(file: FileHandle, from: number, bytes: number): Promise<void> {
  for (let done = 0; done < bytes; ) done += (await file.write(ZEROS, 0, bytes - done, from + done)).bytesWritten;
}
