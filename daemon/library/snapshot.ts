import { basename, join } from 'node:path';
import type Database from 'better-sqlite3';
import { linkOrCopy } from './link-or-copy.js';
import type { PublishRoom } from './rendition-files.js';

/** The library as it was at one moment, in a staging folder. */
export interface Snapshot {
  /** A database of its own, nobody's but the caller's. */
  readonly database: string;
  /** A folder with the originals, where they were wanted: hard links where the file system has them, which cost no room and outlive a removal. */
  readonly originals: string;
}

/**
 * Copies the database by SQLite's backup, and links the originals beside it. To be run in turn with what changes files, so that rows and
 * files are of one moment. Rejects with Node's error where originals have to be copied and cannot be.
 *
 * @param folder exists, is empty, and is on the library's file system.
 */
export async function takeSnapshot(
  { database, tables, layout, files }: PublishRoom & { readonly database: Database.Database },
  folder: string,
  { originals: wanted }: { originals: boolean },
): Promise<Snapshot> {
  const snapshot = { database: join(folder, 'library.db'), originals: join(folder, 'originals') };
  await database.backup(snapshot.database);
  await files.ensureFolder(snapshot.originals);
  if (!wanted) return snapshot;
  for (const { id, originalExtension, discarded } of tables.clips.records()) {
    if (originalExtension === null || discarded) continue;
    const path = layout.original(id, originalExtension);
    // What is missing is told by who looks for it.
    await linkOrCopy(path, join(snapshot.originals, basename(path)));
  }
  return snapshot;
}
