import { chmodSync, closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { accessError } from './access-error.js';
import type { Grant, GrantKind } from './grant.js';

/** "frma": what SQLite's header says of whose file it is. */
const APPLICATION_ID = 0x66726d61;
const VERSION = 1;
const BUSY_TIMEOUT_MS = 2000;
/** Nobody but framed reads it, not even its group. */
const MODE = 0o600;

const CREATE = `
  CREATE TABLE grants (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('device', 'token', 'guest')),
    name TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('view', 'control', 'upload', 'admin')),
    hash TEXT NOT NULL UNIQUE,
    created_at_ms INTEGER NOT NULL,
    expires_at_ms INTEGER,
    last_seen_at_ms INTEGER
  ) STRICT`;

/** The CHECKs above hold what is in a row to these types. */
interface Row {
  id: string;
  kind: GrantKind;
  name: string;
  scope: Grant['scope'];
  hash: string;
  created_at_ms: number;
  expires_at_ms: number | null;
  last_seen_at_ms: number | null;
}

/**
 * Where grants are kept: one small SQLite file of its own, which no backup takes and no restore replaces. What is written is on the disk when a
 * method returns. Methods that write throw 'access-not-writable'.
 *
 * A journal that is deleted, and not WAL: writes are rare, all is in the one file between them, and that can be read where nothing can be written
 * (a card that has become read-only). synchronous=EXTRA also syncs the folder, so that a deleted journal does not come back with a pulled plug and
 * undo what was acknowledged.
 */
export class GrantFile {
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /**
   * Opens or creates it. `path` ':memory:' keeps nothing. Throws 'access-damaged', 'access-foreign', or what SQLite or the file system says where it
   * cannot be had at all; one that can only be read is opened, and cannot be changed.
   */
  static open(path: string): GrantFile {
    if (path !== ':memory:') keepPrivate(path);
    try {
      return GrantFile.#open(path);
    } catch (error) {
      if (!isDamage(error)) throw error;
      throw accessError('access-damaged', `${path} is damaged: ${error.message}.`, error);
    }
  }

  static #open(path: string): GrantFile {
    const database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      claim(database, path);
      const check = database.pragma('quick_check', { simple: true });
      if (check !== 'ok') throw accessError('access-damaged', `${path} is damaged: ${check}.`);
      database.pragma('journal_mode = DELETE');
      database.pragma('synchronous = EXTRA');
      database.pragma('trusted_schema = OFF');
      // What was deleted is not to be read from the file's free pages.
      database.pragma('secure_delete = ON');
      if (database.pragma('user_version', { simple: true }) === 0) {
        database.transaction(() => {
          database.exec(CREATE);
          database.pragma(`user_version = ${VERSION}`);
        })();
      }
      return new GrantFile(database);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  all(): Grant[] {
    const rows = this.#database.prepare<[], Row>('SELECT * FROM grants ORDER BY created_at_ms, id').all();
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      name: row.name,
      scope: row.scope,
      hash: row.hash,
      createdAtMs: row.created_at_ms,
      expiresAtMs: row.expires_at_ms ?? undefined,
      lastSeenAtMs: row.last_seen_at_ms ?? undefined,
    }));
  }

  /** Adds it, or replaces the one with its id. */
  put(grant: Grant): void {
    const { id, kind, name, scope, hash, createdAtMs, expiresAtMs = null, lastSeenAtMs = null } = grant;
    this.#write(
      'INSERT OR REPLACE INTO grants (id, kind, name, scope, hash, created_at_ms, expires_at_ms, last_seen_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      [id, kind, name, scope, hash, createdAtMs, expiresAtMs, lastSeenAtMs],
    );
  }

  remove(id: string): void {
    this.#write('DELETE FROM grants WHERE id = ?', [id]);
  }

  close(): void {
    this.#database.close();
  }

  #write(sql: string, values: (string | number | null)[]): void {
    try {
      this.#database.prepare(sql).run(values);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw accessError('access-not-writable', `Who may come in cannot be written down: ${reason}.`, cause);
    }
  }
}

/** Made with its rights, not given them afterwards; SQLite gives its journal the same. */
function keepPrivate(path: string): void {
  if (!existsSync(path)) {
    closeSync(openSync(path, 'a', MODE));
    const folder = openSync(dirname(path), 'r');
    fsyncSync(folder);
    closeSync(folder);
    return;
  }
  try {
    chmodSync(path, MODE);
  } catch {
    // On a file system that takes no writes it keeps the rights that it was made with.
  }
}

function isDamage(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code));
}

function claim(database: Database.Database, path: string): void {
  const owner = database.pragma('application_id', { simple: true });
  if (owner === APPLICATION_ID) return;
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (owner !== 0 || tables !== 0) {
    throw accessError('access-foreign', `${path} is a database of another program; move it away.`);
  }
  database.pragma(`application_id = ${APPLICATION_ID}`);
}
