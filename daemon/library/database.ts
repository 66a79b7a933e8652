import Database from 'better-sqlite3';
import type { FramedError } from '../errors.js';
import { markSuspect } from './database-damage.js';
import { libraryError, toLibraryError } from './library-error.js';
import { migrate } from './migrations.js';

/** "frmd": what SQLite's header says of whose file it is. */
const APPLICATION_ID = 0x66726d64;

/** Nobody else writes here (root-lock.ts), but a person's sqlite3 or a backup may read. The main thread waits this long, no longer. */
const BUSY_TIMEOUT_MS = 2000;

/** What the log shrinks back to after a burst. */
const WAL_KEPT_BYTES = 1024 * 1024;

/**
 * Opens or creates the library's database at its newest version.
 *
 * WAL with synchronous=FULL: each commit is on the disk when it returns, at one fsync of the log. NORMAL would save that fsync and could lose
 * the last commits to a pulled plug, after somebody was told that the clip is in; and commits are rare here.
 *
 * Throws library-newer, library-foreign, library-damaged or library-not-writable.
 */
export function openDatabase(path: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    claim(database, path);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('trusted_schema = OFF');
    database.pragma(`journal_size_limit = ${WAL_KEPT_BYTES}`);
    migrate(database, path);
    return database;
  } catch (error) {
    database?.close();
    throw toLibraryError(error, `open ${path}`);
  }
}

/**
 * Runs `change` in one transaction: all of it or nothing, and on the disk when this returns. Throws in the library's words; then it has not
 * happened. Where the disk fails in such a way that the next start may find it all the same, the words say so.
 */
export function transact(database: Database.Database, doing: string, change: () => void): void {
  try {
    database.transaction(change).immediate();
  } catch (thrown) {
    if (isUnsynced(thrown) && !overwriteLog(database)) throw uncertain(doing, thrown);
    const error = toLibraryError(thrown, doing);
    if (error.code === 'library-damaged') markSuspect(database.name);
    throw error;
  }
}

/** The log has the whole commit, and only its sync failed: for this process it has not happened, for the next one that reads the log it has. */
function isUnsynced(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && thrown.code === 'SQLITE_IOERR_FSYNC';
}

/** Commits nothing new over it, in the same place of the log. False where that fails, too. */
function overwriteLog(database: Database.Database): boolean {
  try {
    database.pragma(`user_version = ${database.pragma('user_version', { simple: true })}`);
    return true;
  } catch {
    return false;
  }
}

function uncertain(doing: string, cause: unknown): FramedError {
  return libraryError(
    'library-io',
    `Could not ${doing}: the storage failed to keep it, and when framed starts again it may have happened all the same (SQLITE_IOERR_FSYNC); check the SD card.`,
    cause,
  );
}

/** Marks a new database as ours and refuses one that belongs to another program, before anything in it is touched. */
function claim(database: Database.Database, path: string): void {
  const owner = database.pragma('application_id', { simple: true });
  if (owner === APPLICATION_ID) return;
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (owner !== 0 || tables !== 0) {
    throw libraryError('library-foreign', `${path} is a database of another program; give framed another data folder.`);
  }
  database.pragma(`application_id = ${APPLICATION_ID}`);
}
