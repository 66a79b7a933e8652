import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { type DurableFiles, durableFiles } from './durable-file.js';
import { Layout } from './layout.js';
import { Library } from './library.js';
import { toLibraryError } from './library-error.js';
import { mend } from './mend.js';
import { openOrRecover } from './open-or-recover.js';
import { lockRoot } from './root-lock.js';
import { openTables } from './tables.js';

export interface LibraryOptions {
  /** The folder of everything; created where missing. On one file system. */
  root: string;
  clock: Clock;
  log: Log;
  /** Default: the real ones. */
  files?: DurableFiles;
}

/**
 * Takes the library for this process, brings its database to the newest format, sweeps and mends. A database that is damaged or gone is made
 * anew. `library.report` says what was mended.
 *
 * Throws library-locked, library-newer, library-foreign, library-not-writable, library-disk-full; then nothing is held.
 */
export async function openLibrary({ root, clock, log, files = durableFiles }: LibraryOptions): Promise<Library> {
  const layout = new Layout(resolve(root));
  await createRoot(layout.root);
  const lock = lockRoot(layout.lock, layout.root);
  try {
    await createFolders(layout, files);
    if (!existsSync(layout.database)) await syncAbove(layout.root, files);
    const { database, recovered } = await openOrRecover(layout, files, log);
    try {
      // SQLite syncs what it writes, but not the folder in which a new library.db appeared.
      await files.syncFolder(layout.root);
      const tables = openTables(database);
      const mended = await mend({ tables, layout, files, log, clock, isRecovery: recovered !== undefined });
      const report = { findings: [...(recovered ? [recovered] : []), ...mended.findings] };
      return new Library({ database, tables, layout, files, clock, log, lock, report });
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw toLibraryError(error, `open the library at ${layout.root}`);
  }
}

async function createRoot(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw toLibraryError(error, `create ${path}`);
  }
}

/**
 * Before the first clip: the folders above may be new as well, whoever made them, and a power cut could take the library away with them. What
 * this user may not open was there before.
 */
async function syncAbove(path: string, files: DurableFiles): Promise<void> {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    await files.syncFolder(dirname(folder)).catch(() => {});
  }
}

async function createFolders(layout: Layout, files: DurableFiles): Promise<void> {
  const { originals, renditions, posters, previews, staging } = layout;
  for (const folder of [originals, renditions, posters, previews, staging]) await files.ensureFolder(folder);
}
