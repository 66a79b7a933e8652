import { copyFile, link, lstat, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openDatabase } from '../library/database.js';
import { durableFiles } from '../library/durable-file.js';
import { type ForeignFacts, readForeignFacts } from '../library/foreign-facts.js';
import { Layout } from '../library/layout.js';
import type { RenditionRecord } from '../library/renditions.js';
import { openTables } from '../library/tables.js';
import { type RestoredClip, writeFacts } from '../library/write-facts.js';
import { backupError } from './backup-error.js';

export interface StageOptions {
  /** Of the parts that were received. */
  received: string;
  /** The database of the library that is there now, as it was when this began: a copy. */
  presentDatabase: string;
  /** Where that library's files lie. */
  presentRoot: string;
  /** Becomes a library of its own, complete and on the disk; on the file system of `presentRoot`. */
  target: string;
}

/** What is in the library that was staged. */
export interface StagedLibrary {
  readonly clips: number;
  readonly playlists: number;
  /** Of which neither the backup nor the library that is there has a file: they are not in it. */
  readonly missing: readonly { id: string; name: string }[];
}

/**
 * Makes a library of a backup's facts, of the originals in it, and of what the present library has of the same clips: originals, and frames
 * that need not be made again. Files of the present library are linked, so they take no room.
 *
 * Throws library-newer, library-foreign, library-damaged for the backup's database, 'backup-damaged' where a file is not the one its row
 * tells of, and Node's errors.
 */
export async function stageLibrary(options: StageOptions): Promise<StagedLibrary> {
  const { received, presentDatabase, presentRoot, target } = options;
  const facts = readForeignFacts(join(received, 'library.db'));
  const layout = new Layout(target);
  for (const folder of [target, layout.originals, layout.renditions, layout.posters, layout.previews])
    await durableFiles.ensureFolder(folder);
  const present = openPresent(presentDatabase, presentRoot);
  try {
    const clips: RestoredClip[] = [];
    const missing: { id: string; name: string }[] = [];
    for (const record of facts.clips) {
      const clip = await stageClip(record, { received, present, layout });
      if (clip === undefined) missing.push({ id: record.id, name: record.name });
      else clips.push(clip);
    }
    write(layout, clips, facts);
    await syncAll(layout, clips);
    return { clips: clips.length, playlists: facts.playlists.length, missing };
  } finally {
    present.close();
  }
}

interface Sources {
  received: string;
  present: ReturnType<typeof openPresent>;
  layout: Layout;
}

function openPresent(path: string, root: string) {
  const database = openDatabase(path);
  return { tables: openTables(database), layout: new Layout(root), close: () => database.close() };
}

/** Undefined where no file of the clip is to be had. */
async function stageClip(
  foreign: ForeignFacts['clips'][number],
  { received, present, layout }: Sources,
): Promise<RestoredClip | undefined> {
  const { id } = foreign;
  const original = (await originalFrom(received, foreign, layout)) ?? (await originalOfPresent(id, present, layout));
  const renditions = await renditionsOfPresent(id, present, layout);
  if (original === undefined && renditions.length === 0) return undefined;
  const hasPoster = await take(present.layout.poster(id), layout.poster(id));
  const kept = original ?? {
    originalExtension: null,
    originalBytes: foreign.originalBytes,
    treatment: foreign.treatment,
  };
  return { record: { ...foreign, ...kept, hasPoster }, renditions };
}

type KeptOriginal = Pick<ForeignFacts['clips'][number], 'originalExtension' | 'originalBytes' | 'treatment'>;

async function originalFrom(
  received: string,
  { id, originalExtension, originalBytes, treatment }: ForeignFacts['clips'][number],
  layout: Layout,
): Promise<KeptOriginal | undefined> {
  if (originalExtension === null) return undefined;
  const to = layout.original(id, originalExtension);
  const from = join(received, 'originals', basename(to));
  const stats = await lstat(from).catch(() => undefined);
  if (stats === undefined) return undefined;
  if (stats.size !== originalBytes)
    throw backupError('backup-damaged', `${basename(to)} has ${stats.size} bytes; its row says ${originalBytes}.`);
  await durableFiles.rename(from, to);
  return { originalExtension, originalBytes, treatment };
}

async function originalOfPresent(
  id: string,
  { tables, layout: from }: Sources['present'],
  layout: Layout,
): Promise<KeptOriginal | undefined> {
  const record = tables.clips.record(id);
  const extension = record?.originalExtension;
  if (record === undefined || typeof extension !== 'string') return undefined;
  if (!(await take(from.original(id, extension), layout.original(id, extension)))) return undefined;
  const { originalBytes } = record;
  return { originalExtension: extension, originalBytes, treatment: tables.clips.notes(id)?.treatment ?? null };
}

async function renditionsOfPresent(id: string, { tables, layout: from }: Sources['present'], layout: Layout) {
  const taken: RenditionRecord[] = [];
  for (const rendition of tables.renditions.ofClip(id)) {
    await durableFiles.ensureFolder(layout.renditionFolder(id));
    const { planKey } = rendition;
    if (await take(from.rendition(id, planKey), layout.rendition(id, planKey))) taken.push(rendition);
  }
  return taken;
}

/** False where there is no such file. */
async function take(from: string, to: string): Promise<boolean> {
  try {
    // Nothing writes into a file of the library: what is new is renamed into its place.
    await link(from, to);
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error) || error.code === 'ENOENT') return false;
    // The file system has no hard links (exFAT).
    await copyFile(from, to);
    await durableFiles.syncFile(to);
    return true;
  }
}

function write(layout: Layout, clips: readonly RestoredClip[], facts: ForeignFacts): void {
  const database = openDatabase(layout.database);
  try {
    writeFacts(database, openTables(database), clips, facts);
  } finally {
    // Brings the log into the database, and takes it away.
    database.close();
  }
}

async function syncAll(layout: Layout, clips: readonly RestoredClip[]): Promise<void> {
  const file = await open(layout.database, 'r');
  await file.sync().finally(() => file.close());
  const withFrames = clips.filter(({ renditions }) => renditions.length > 0);
  for (const { record } of withFrames) await durableFiles.syncFolder(layout.renditionFolder(record.id));
  for (const folder of [layout.originals, layout.renditions, layout.posters, layout.previews, layout.root])
    await durableFiles.syncFolder(folder);
}
