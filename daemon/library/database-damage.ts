import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { Layout } from './layout.js';

/** What SQLite finds wrong with a database, in its own words; undefined where it is sound. Reads all of it. */
export function findDamage(database: Database.Database): string | undefined {
  try {
    const found = String(database.pragma('quick_check(1)', { simple: true }));
    return found === 'ok' ? undefined : found;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Beside a database in which damage was met while it was in use. */
export function suspectMark(databasePath: string): string {
  return `${databasePath}.suspect`;
}

/** The next start looks through all of the database. Never throws: where nothing can be written, the next damage is met as this one was. */
export function markSuspect(databasePath: string): void {
  try {
    closeSync(openSync(suspectMark(databasePath), 'a'));
  } catch {}
}

export function clearSuspicion({ database }: Layout): void {
  rmSync(suspectMark(database), { force: true });
}

/**
 * Whether the last run did not end as it should, or met damage: then all of the database is looked through before it is used. SQLite takes its
 * log away when the last connection is closed, so a log that is there is the mark of an unclean end, and costs no write.
 */
export function isSuspect({ database }: Layout): boolean {
  return existsSync(`${database}-wal`) || existsSync(suspectMark(database));
}
