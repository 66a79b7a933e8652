import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { toPlainError } from '../errors.js';
import { durableFiles } from '../library/durable-file.js';
import { backupError } from './backup-error.js';
import { BACKUP_FORMAT, MANIFEST, Manifest, type ManifestPart, partLimit } from './manifest.js';
import { readTar, type TarFile } from './tar-reader.js';

export interface ReceiveOptions {
  /** Exists and is empty. Every part is written there under its name, and is on the disk when this resolves. */
  folder: string;
  /** Called before each part is written; throws where there is no room for so many bytes. */
  requireRoom(bytes: number): void;
}

/**
 * Receives a backup and checks that it is whole: every name one that a backup has, every part as long and with the SHA-256 that the manifest
 * says, none missing, none beside. What is in the parts is for others to judge.
 *
 * Throws 'backup-malformed', 'backup-incomplete', 'backup-damaged', 'backup-newer', and what `requireRoom` throws.
 */
export async function receiveBackup(
  source: AsyncIterable<Uint8Array>,
  { folder, requireRoom }: ReceiveOptions,
): Promise<Manifest> {
  const received = new Map<string, ManifestPart>();
  for await (const file of readTar(source)) {
    checkEntry(file, received);
    requireRoom(file.bytes);
    received.set(file.name, await store(file, join(folder, file.name)));
  }
  if (!received.has(MANIFEST)) {
    throw backupError('backup-incomplete', 'The backup is not whole: its last part, the manifest, is missing.');
  }
  const manifest = await readManifest(join(folder, MANIFEST));
  compare(manifest, received);
  return manifest;
}

function checkEntry({ name, bytes }: TarFile, received: ReadonlyMap<string, unknown>): void {
  const limit = partLimit(name);
  if (limit === undefined)
    throw backupError('backup-malformed', `${JSON.stringify(name)} is no part that a backup of framed has.`);
  if (bytes > limit) throw backupError('backup-malformed', `${name} has ${bytes} bytes; a backup's may have ${limit}.`);
  if (received.has(name) || received.has(MANIFEST))
    throw backupError('backup-malformed', `${name} comes twice, or after the manifest.`);
}

async function store(file: TarFile, path: string): Promise<ManifestPart> {
  // With `recursive`, Node tells of a disk that fails as of a folder that is missing.
  await durableFiles.ensureFolder(dirname(path));
  const hash = createHash('sha256');
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const piece of file.body()) {
      hash.update(piece);
      await handle.appendFile(piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { name: file.name, bytes: file.bytes, sha256: hash.digest('hex') };
}

async function readManifest(path: string): Promise<Manifest> {
  try {
    const manifest = z.parse(Manifest, JSON.parse(await readFile(path, 'utf8')));
    if (manifest.format <= BACKUP_FORMAT) return manifest;
    throw backupError(
      'backup-newer',
      `The backup was made by framed ${manifest.framed}, in format ${manifest.format}; this one reads up to ${BACKUP_FORMAT}. Update framed.`,
    );
  } catch (error) {
    if (toPlainError(error).code === 'backup-newer') throw error;
    throw backupError('backup-malformed', "The backup's manifest is not one that framed wrote.", error);
  }
}

function compare({ parts }: Manifest, received: ReadonlyMap<string, ManifestPart>): void {
  for (const { name, bytes, sha256 } of parts) {
    const part = received.get(name);
    if (part === undefined)
      throw backupError('backup-incomplete', `The backup is not whole: ${name} is missing from it.`);
    if (part.bytes !== bytes || part.sha256 !== sha256) {
      throw backupError('backup-damaged', `${name} in the backup is not what was backed up: its SHA-256 is another.`);
    }
  }
  const announced = new Set(parts.map(({ name }) => name));
  const unannounced = [...received.keys()].find((name) => name !== MANIFEST && !announced.has(name));
  if (unannounced !== undefined || !received.has('library.db')) {
    throw backupError(
      'backup-malformed',
      `The backup's manifest does not fit its parts (${unannounced ?? 'library.db'}).`,
    );
  }
}
