import type Database from 'better-sqlite3';
import * as z from 'zod/mini';
import { clipIdOf, isSha256 } from './content-hash.js';
import { transact } from './database.js';
import { isOriginalExtension } from './original-type.js';
import { readRows } from './read-rows.js';

interface Table {
  readonly name: string;
  /** How SQLite stores it. */
  readonly order: readonly string[];
  /** Beyond what the table's own constraints say. */
  readonly isSound?: (row: unknown) => boolean;
}

/** Those first that others refer to. */
const TABLES: readonly Table[] = [
  { name: 'clips', order: ['arrival'], isSound: isClipRow },
  { name: 'renditions', order: ['clip_id', 'plan_key'] },
  { name: 'previews', order: ['clip_id'] },
  { name: 'playlists', order: ['arrival'] },
  { name: 'playlist_entries', order: ['playlist_id', 'position'] },
  { name: 'removals', order: ['clip_id'] },
  { name: 'memory', order: ['key'] },
  { name: 'watched_files', order: ['arrival'] },
];

/**
 * Puts what can be read of a library's databases, damaged or old, into a new one of the same format: each table of the first source, and where
 * that is not whole, of the next as well. A row that is there already stays. What no framed would have written is left out: the new tables' own
 * constraints see to that.
 *
 * @param sources the present one first, copies behind it.
 */
export function mergeDatabases(target: Database.Database, sources: readonly Database.Database[]): void {
  transact(target, 'put together what is left of the library', () => {
    for (const { name, order, isSound = () => true } of TABLES) {
      const insert = insertion(target, name);
      for (const source of sources) {
        const { rows, isWhole } = readRows(source, `SELECT * FROM ${name}`, order);
        for (const row of rows) if (isSound(row)) insert(row);
        // What others have beside these was deleted since.
        if (isWhole) break;
      }
    }
  });
}

const Row = z.record(z.string(), z.unknown());

function insertion(target: Database.Database, table: string): (row: unknown) => void {
  const columns = z
    .parse(z.array(z.object({ name: z.string() })), target.pragma(`table_info(${table})`))
    .map(({ name }) => name);
  const values = columns.map((name) => `@${name}`);
  const insert = target.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`);
  return (row) => {
    const fields = z.parse(Row, row);
    try {
      const { changes } = insert.run(fields);
      // Another row has its place in the order; it goes behind.
      if (changes === 0 && 'arrival' in fields) insert.run({ ...fields, arrival: null });
    } catch {
      // The row says what cannot be, or is part of a clip or playlist that is lost.
    }
  };
}

const ClipRow = z.object({
  id: z.string(),
  sha256: z.string().check(z.refine(isSha256)),
  original_extension: z.nullable(z.string().check(z.refine(isOriginalExtension))),
  look: z.nullable(z.string().check(z.refine(isJson))),
  record: z.nullable(z.string().check(z.refine(isJson))),
  treatment: z.nullable(z.string().check(z.refine(isJson))),
});

function isClipRow(row: unknown): boolean {
  const { success, data } = z.safeParse(ClipRow, row);
  return success && clipIdOf(data.sha256) === data.id;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
