import { mkdirSync, statSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { findDamage } from './database-damage.js';
import type { DurableFiles } from './durable-file.js';
import type { Layout } from './layout.js';
import { type LibraryError, libraryError } from './library-error.js';

/** Damage that nobody notices for two days is still not in the oldest. */
const KEPT_COPIES = 3;
const COPY_NAME = /^([1-9][0-9]{0,8})\.db$/;

/**
 * A step of the copy, after which other work of this thread has its turn: 64 pages of 4 KB are 256 KB, some 10 ms of a slow card.
 */
const PAGES_A_STEP = 64;

/** A copy of the library's database, whole and sound when it was made. */
export interface DatabaseCopy {
  readonly path: string;
  /** Milliseconds since the Unix epoch, by the clock of then. */
  readonly madeAtMs: number;
}

/** Copies that are there, newest first: by their numbers, since a clock may have been wrong. */
export async function databaseCopies({ copies }: Layout): Promise<DatabaseCopy[]> {
  const numbers = await numbersIn(copies);
  return numbers.map((number) => {
    const path = join(copies, `${number}.db`);
    return { path, madeAtMs: statSync(path).mtimeMs };
  });
}

/**
 * Copies the database while it is in use, and gives the oldest copies up. A copy has its name when it was found sound and is on the disk.
 * Rejects with library-damaged where the database is not sound, and then every copy stays; or with Node's or SQLite's error.
 */
export async function copyDatabase(database: Database.Database, layout: Layout, files: DurableFiles): Promise<void> {
  const { copies, root } = layout;
  mkdirSync(copies, { recursive: true });
  await files.syncFolder(root);
  const draft = join(copies, 'new');
  await removeDatabase(draft);
  try {
    await database.backup(draft, { progress: () => PAGES_A_STEP });
    const damage = finishCopy(draft);
    if (damage !== undefined) throw damageOf(database, damage);
    await files.syncFile(draft);
    const [newest = 0] = await numbersIn(copies);
    await files.rename(draft, join(copies, `${newest + 1}.db`));
    await files.syncFolder(copies);
    for (const number of (await numbersIn(copies)).slice(KEPT_COPIES)) await files.remove(join(copies, `${number}.db`));
  } catch (error) {
    await removeDatabase(draft).catch(() => {});
    throw error;
  }
}

/** Makes one file of it, with no log beside it. Returns what is wrong with it. */
function finishCopy(path: string): string | undefined {
  const copy = new Database(path);
  try {
    copy.pragma('journal_mode = DELETE');
    return findDamage(copy);
  } finally {
    copy.close();
  }
}

/** Whose damage it is: the database's, or that of a card that does not keep what it is given. */
function damageOf(database: Database.Database, damageOfCopy: string): LibraryError {
  const damage = findDamage(database);
  return damage === undefined
    ? libraryError('library-io', `The copy of the database was damaged at once (${damageOfCopy}); check the SD card.`)
    : libraryError('library-damaged', `The library's database is damaged: ${damage}.`);
}

/** Newest first. */
async function numbersIn(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .flatMap((name) => COPY_NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}

async function removeDatabase(path: string): Promise<void> {
  for (const name of ['', '-wal', '-shm', '-journal']) await rm(path + name, { force: true });
}
