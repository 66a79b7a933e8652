import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { Look } from '../protocol/look.js';
import { clipIdOf, pageSha256 } from './content-hash.js';
import type { DurableFiles } from './durable-file.js';
import type { Layout } from './layout.js';

/** What is to become of a file that was received and is not a clip yet. Lies beside the file, as received.json. */
export const ReceivedNote = z.strictObject({
  version: z.literal(1),
  /** The job's, which goes on under it after a restart. */
  jobId: z.string().min(1),
  /** As the sender gave it. */
  name: z.string(),
  /** Of the file's bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(1),
  /** The file's name in the folder. */
  file: z.string().regex(/^[a-z0-9.-]+$/),
  look: z.optional(Look),
  /** Of a document: as many clips may have been about to be published. */
  pages: z.optional(z.int().min(1)),
  /** Milliseconds since the Unix epoch. */
  receivedAtMs: z.number(),
  /** Conversions of it that were begun and that the daemon did not survive. */
  attempts: z.int().min(0),
});
export type ReceivedNote = z.infer<typeof ReceivedNote>;

const NOTE = 'received.json';

/**
 * Makes the file in the staging folder one that outlives everything: when this resolves, file and note are on the disk, and the next start
 * finds them. So it may be acknowledged to its sender.
 */
export async function keepReceived(
  folder: string,
  note: ReceivedNote,
  layout: Layout,
  files: DurableFiles,
): Promise<void> {
  await files.syncFile(join(folder, note.file));
  await writeNote(folder, note, (path) => files.syncFile(path));
  await files.syncFolder(folder);
  await files.syncFolder(layout.staging);
}

/** Replaces the note, so that there is a whole one at any time. Not synced: it is for what a process survives, not for a pulled plug. */
export async function writeNote(
  folder: string,
  note: ReceivedNote,
  sync: (path: string) => Promise<void> = async () => {},
): Promise<void> {
  const draft = join(folder, `${NOTE}.new`);
  await writeFile(draft, JSON.stringify(note));
  await sync(draft);
  await rename(draft, join(folder, NOTE));
}

/** Undefined where the folder holds no file that was received whole. */
export function readNote(folder: string): ReceivedNote | undefined {
  try {
    return ReceivedNote.parse(JSON.parse(readFileSync(join(folder, NOTE), 'utf8')));
  } catch {
    return undefined;
  }
}

/** False where a start would find no note in the folder; true also where that cannot be known. */
export function mayHaveNote(folder: string): boolean {
  try {
    // A folder that is gone with the stick that it is on comes back with it.
    return lstatSync(join(folder, NOTE), { throwIfNoEntry: false }) !== undefined || !existsSync(dirname(folder));
  } catch {
    return true;
  }
}

/** The file is a clip, or will never be one: the next start is not to look for it. */
export async function forgetReceived(folder: string, files: DurableFiles): Promise<void> {
  await files.remove(join(folder, NOTE));
}

/**
 * After a death, makes a folder what it was when its file had just been received: half-made frames are deleted, and an original that was
 * being published is taken back. False where there is no whole file: then nothing here was acknowledged, or it is a clip already.
 */
export async function restoreReceived(
  folder: string,
  layout: Layout,
  files: DurableFiles,
  isClip: (id: string) => boolean,
): Promise<boolean> {
  const note = readNote(folder);
  if (note === undefined) return false;
  const path = join(folder, note.file);
  const id = clipIdOf(note.sha256);
  const published = isClip(id) ? undefined : readdirSync(layout.originals).find((name) => name.startsWith(`${id}.`));
  if (published !== undefined) {
    const from = join(layout.originals, published);
    // A copy without metadata, where the file itself is still here; it is made again.
    if (isWhole(path, note)) await files.remove(from);
    else await files.rename(from, path);
  }
  if (!isWhole(path, note)) return false;
  for (const stray of furtherPages(note, layout, isClip)) await files.remove(stray);
  for (const name of readdirSync(folder)) {
    if (name !== note.file && name !== NOTE) await files.remove(join(folder, name));
  }
  return true;
}

/** Pages of a document that were being published with it: they are made again from it. */
function furtherPages({ sha256, pages = 1 }: ReceivedNote, layout: Layout, isClip: (id: string) => boolean): string[] {
  const ids = Array.from({ length: pages - 1 }, (_, index) => clipIdOf(pageSha256(sha256, index + 2)));
  const strays = new Set(ids.filter((id) => !isClip(id)));
  const names = strays.size === 0 ? [] : readdirSync(layout.originals);
  return names.filter((name) => strays.has(name.split('.')[0] ?? '')).map((name) => join(layout.originals, name));
}

function isWhole(path: string, { bytes }: ReceivedNote): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size === bytes;
}
