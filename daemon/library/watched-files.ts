import type Database from 'better-sqlite3';
import { toLibraryError } from './library-error.js';

/** A file of somebody else's, as it was when it was looked at. */
export interface WatchedFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** Whole milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/**
 * Which files of watched folders and sticks were taken in: they stay where they are, and are not to come back after a restart, nor when
 * their clip was removed. A file that changed is another one. Durable when `add` returns.
 */
export class WatchedFiles {
  readonly #find: Database.Statement<[string], { bytes: number; modified_ms: number }>;
  readonly #insert: Database.Statement<[WatchedFile]>;
  readonly #delete: Database.Statement<[string]>;
  readonly #trim: Database.Statement<[number]>;
  readonly #most: number;

  constructor(database: Database.Database, most = MOST_FILES) {
    this.#most = most;
    this.#find = database.prepare('SELECT bytes, modified_ms FROM watched_files WHERE path = ?');
    this.#insert = database.prepare(
      'INSERT OR REPLACE INTO watched_files (path, bytes, modified_ms) VALUES (@path, @bytes, @modifiedMs)',
    );
    this.#delete = database.prepare('DELETE FROM watched_files WHERE path = ?');
    this.#trim = database.prepare(
      'DELETE FROM watched_files WHERE arrival <= (SELECT max(arrival) FROM watched_files) - ?',
    );
  }

  has({ path, bytes, modifiedMs }: WatchedFile): boolean {
    const known = this.#find.get(path);
    return known?.bytes === bytes && known.modified_ms === modifiedMs;
  }

  /** Throws library-disk-full and the like. */
  add({ path, bytes, modifiedMs }: WatchedFile): void {
    try {
      this.#insert.run({ path, bytes, modifiedMs });
      this.#trim.run(this.#most);
    } catch (error) {
      throw toLibraryError(error, `remember ${path}`);
    }
  }

  /** It is to be taken in after all. */
  forget(path: string): void {
    try {
      this.#delete.run(path);
    } catch (error) {
      throw toLibraryError(error, `forget ${path}`);
    }
  }
}

/** About 2 MB of rows. Sticks come and go; the oldest are forgotten, which costs a second look at their bytes. */
const MOST_FILES = 20_000;
