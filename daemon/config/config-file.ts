import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { ConfigError } from './config-error.js';

/** A file as it was read. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
  /** SHA-256 of its bytes, in hex digits: another text is another revision, and the same text the same. */
  readonly revision: string;
}

/** The revision of a file that is not there. */
export const NO_REVISION = 'none';

/**
 * Ten times the example with all its comments (9 KB), or the longest schedule (200 entries of 150 bytes) three times. Larger is another file by
 * mistake: reading 100 KB that are nothing but mistakes takes a second.
 */
const MAX_BYTES = 100_000;

/**
 * Reads a file; undefined where there is none.
 *
 * Throws ConfigError 'config-unreadable', 'config-too-large', 'config-not-utf8'.
 */
export async function readConfigFile(path: string): Promise<ConfigFile | undefined> {
  const bytes = await readBytes(path);
  if (bytes === undefined) return undefined;
  if (bytes.length > MAX_BYTES) {
    const message = `the file has more than ${MAX_BYTES / 1000} KB, so it is no configuration of framed`;
    throw new ConfigError('config-too-large', path, [{ key: '', message }]);
  }
  return { path, text: decodeUtf8(bytes, path), revision: revisionOf(bytes) };
}

/** @param text its UTF-8 counts. */
export function revisionOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

async function readBytes(path: string): Promise<Uint8Array | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      // One byte more than is taken tells too large a file without reading it: /dev/zero has no end.
      const buffer = Buffer.alloc(MAX_BYTES + 1);
      let length = 0;
      for (;;) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length);
        length += bytesRead;
        if (bytesRead === 0 || length === buffer.length) return buffer.subarray(0, length);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const reason =
      code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'this user may not read it' : String(error);
    throw new ConfigError('config-unreadable', path, [{ key: '', message: `it cannot be read: ${reason}` }], {
      cause: error,
    });
  }
}

function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    // The mark at the start of the file stays, so that saving it does not lose it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const message = 'this line is not UTF-8: save the file in that encoding, which is the usual one';
    const fault = { line: firstBadLine(bytes), column: 1, key: '', message };
    throw new ConfigError('config-not-utf8', path, [fault], { cause: error });
  }
}

/** A line that is not UTF-8 by itself: no character of UTF-8 but a line feed has the byte of a line feed in it. */
function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const next = end < 0 ? bytes.length : end + 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, next));
    } catch {
      return line;
    }
    start = next;
  }
  return line;
}
