import Database from 'better-sqlite3';
import { libraryError, toLibraryError } from './library-error.js';

export interface RootLock {
  release(): void;
}

/**
 * Makes this process the only one that may change the library, or throws library-locked.
 *
 * An exclusive transaction on an empty SQLite file holds a kernel lock for as long as the process lives: whatever ends the process,
 * kill -9 and power cut included, ends the lock, so nothing is ever left to clean up by hand. A file with a process id would need guessing.
 */
export function lockRoot(path: string, root: string): RootLock {
  const database = openLockFile(path);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw toLibraryError(error, `lock the library at ${root}`);
    throw libraryError(
      'library-locked',
      `The library at ${root} is in use by another framed; stop that one, or start this one with another data folder.`,
      error,
    );
  }
  return { release: () => database.close() };
}

function openLockFile(path: string): Database.Database {
  try {
    return new Database(path, { timeout: 0 });
  } catch (error) {
    throw toLibraryError(error, `open ${path}`);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
