import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { openDatabase } from './database.js';
import { databaseCopies } from './database-copies.js';
import { clearSuspicion } from './database-damage.js';
import type { DurableFiles } from './durable-file.js';
import type { Layout } from './layout.js';
import type { MendFinding } from './mend-report.js';
import { mergeDatabases } from './merge-database.js';

/** Damaged databases that are kept for whoever wants to look at them; a card that fails may bring many. */
const KEPT_DAMAGED = 3;

/**
 * Makes a new database in the place of one that is damaged or gone: of what can be read of it, and of the newest copy for the rest. The
 * damaged one is kept in damaged/. Rows whose files are gone, and files that have no row, are mending's.
 *
 * A power cut at any moment leaves the damaged one, or the new one as library.db.recovered, which {@link finishRecovery} puts in its place.
 */
export async function recoverDatabase(layout: Layout, files: DurableFiles): Promise<MendFinding> {
  const work = join(layout.staging, 'recovery');
  await files.remove(work);
  mkdirSync(work);
  const draft = join(work, 'library.db');
  const told = await putTogether(layout, work, draft);
  await files.syncFile(draft);
  await files.rename(draft, recoveredPath(layout));
  await files.syncFolder(layout.root);
  await finishRecovery(layout, files);
  await files.remove(work);
  return { code: 'database-recovered', message: told };
}

/** Puts a new database in its place that is complete. Nothing happens where there is none. */
export async function finishRecovery(layout: Layout, files: DurableFiles): Promise<void> {
  if (!existsSync(recoveredPath(layout))) return;
  await setAside(layout, files);
  await files.rename(recoveredPath(layout), layout.database);
  await files.syncFolder(layout.root);
  clearSuspicion(layout);
}

/** Whether there are clips and no database: somebody moved it away, or the file system lost it. An empty one is none. */
export function isDatabaseLost({ database, originals }: Layout): boolean {
  const bytes = statSync(database, { throwIfNoEntry: false })?.size ?? 0;
  return bytes === 0 && !existsSync(`${database}-wal`) && readdirSync(originals).length > 0;
}

function recoveredPath({ database }: Layout): string {
  return `${database}.recovered`;
}

/** Returns in a sentence what the new one is made of. */
async function putTogether(layout: Layout, work: string, draft: string): Promise<string> {
  const isThere = existsSync(layout.database);
  const damaged = isThere ? openCopy(layout.database, join(work, 'damaged.db')) : undefined;
  const copy = await newestReadable(layout, join(work, 'copy.db'));
  const sources = [damaged, copy?.database].filter((one) => one !== undefined);
  const target = openDatabase(draft);
  try {
    mergeDatabases(target, sources);
    const clips = target.prepare('SELECT count(*) FROM clips').pluck().get();
    const what = isThere ? 'was damaged (it is kept in damaged/)' : 'was gone';
    const from = [
      ...(damaged ? ['what could be read of it'] : []),
      ...(copy ? [`its copy of ${new Date(copy.madeAtMs).toISOString()}`] : []),
    ];
    const made =
      from.length > 0 ? `of ${from.join(' and ')}: it has ${clips} clips` : 'of nothing, since there is no copy';
    return `The library's database ${what}, and has been made anew ${made}.`;
  } finally {
    for (const database of [...sources, target]) database.close();
  }
}

async function newestReadable(layout: Layout, to: string) {
  for (const { path, madeAtMs } of await databaseCopies(layout)) {
    const database = openCopy(path, to);
    if (database !== undefined) return { database, madeAtMs };
  }
  return undefined;
}

/** Of a copy, since opening a database may write to it. Undefined where it is none. */
function openCopy(path: string, copy: string): Database.Database | undefined {
  for (const suffix of ['', '-wal']) {
    if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
    else rmSync(copy + suffix, { force: true });
  }
  try {
    return openDatabase(copy);
  } catch {
    return undefined;
  }
}

/** Its log goes with it: that of another database would be taken for the new one's. */
async function setAside(layout: Layout, files: DurableFiles): Promise<void> {
  const { database, damaged, root } = layout;
  await rm(`${database}-shm`, { force: true });
  if (!existsSync(database) && !existsSync(`${database}-wal`)) return;
  await files.ensureFolder(damaged);
  const numbers = readdirSync(damaged)
    .map((name) => Number.parseInt(name, 10))
    .filter(Number.isInteger);
  const number = Math.max(0, ...numbers) + 1;
  for (const suffix of ['', '-wal'])
    if (existsSync(database + suffix)) await files.rename(database + suffix, join(damaged, `${number}.db${suffix}`));
  await files.syncFolder(damaged);
  await files.syncFolder(root);
  const outdated = readdirSync(damaged).filter((name) => Number.parseInt(name, 10) <= number - KEPT_DAMAGED);
  for (const name of outdated) await files.remove(join(damaged, name));
}
