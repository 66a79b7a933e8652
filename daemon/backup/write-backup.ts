import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { BACKUP_FORMAT, MANIFEST, type Manifest, type ManifestPart, partLimit } from './manifest.js';
import { BLOCK_BYTES, encodeHeader, paddingOf } from './tar-header.js';

/** A part on its way into a backup. */
export interface BackupPart {
  /** In the backup; one of those that {@link partLimit} knows. */
  readonly name: string;
  readonly source: { readonly path: string } | { readonly text: string };
}

export interface BackupFacts {
  /** The version that writes it. */
  readonly framed: string;
  readonly createdAtMs: number;
}

/** Large enough that the card, not the calls around it, takes the time. */
const READ_BYTES = 256 * 1024;

/** A backup as a tar, piece by piece; its manifest comes last, so that each part is read once. A file that is gone is left out. */
export async function* writeBackup(parts: AsyncIterable<BackupPart> | Iterable<BackupPart>, facts: BackupFacts) {
  const written: ManifestPart[] = [];
  for await (const { name, source } of parts) {
    const body = 'text' in source ? bodyOfText(source.text) : await bodyOfFile(source.path);
    if (body === undefined || partLimit(name) === undefined) continue;
    const hash = createHash('sha256');
    for await (const piece of tarFile(name, body, facts.createdAtMs, (bytes) => hash.update(bytes))) yield piece;
    written.push({ name, bytes: body.bytes, sha256: hash.digest('hex') });
  }
  const manifest: Manifest = { format: BACKUP_FORMAT, ...facts, parts: written };
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  yield* tarFile(MANIFEST, bodyOfText(text), facts.createdAtMs);
  yield Buffer.alloc(2 * BLOCK_BYTES);
}

interface Body {
  readonly bytes: number;
  pieces(): AsyncGenerator<Buffer>;
}

async function* tarFile(
  name: string,
  { bytes, pieces }: Body,
  modifiedAtMs: number,
  look: (piece: Buffer) => void = () => {},
): AsyncGenerator<Buffer> {
  yield encodeHeader({ name, bytes }, modifiedAtMs);
  for await (const piece of pieces()) {
    look(piece);
    yield piece;
  }
  const padding = paddingOf(bytes);
  if (padding > 0) yield Buffer.alloc(padding);
}

function bodyOfText(text: string): Body {
  const buffer = Buffer.from(text);
  return {
    bytes: buffer.length,
    async *pieces() {
      yield buffer;
    },
  };
}

/** As long as it is now: what is written to it later is not part of it. Undefined where there is no such file. */
async function bodyOfFile(path: string): Promise<Body | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return undefined;
  const { size } = await file.stat();
  return { bytes: size, pieces: () => piecesOf(file, path, size) };
}

async function* piecesOf(file: FileHandle, path: string, size: number): AsyncGenerator<Buffer> {
  try {
    for (let at = 0; at < size; ) {
      const piece = Buffer.allocUnsafe(Math.min(READ_BYTES, size - at));
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      if (bytesRead === 0) throw new Error(`${path} became shorter while it was backed up`);
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
