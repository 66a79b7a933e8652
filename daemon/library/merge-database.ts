import type Database from 'better-sqlite3';
import * as z from 'zod/mini';
import { clipIdOf, isSha256 } from './content-hash.js';
import { transact } from './database.js';
import { isOriginalExtension } from './original-type.js';
import { readRows } from './read-rows.js';

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** By which SQLite stores it. */
  readonly key: readonly string[];
}

/**
 * Puts what can be read of a library's databases, damaged or old, into a new one of the same format: each table of the first source, and where
 * that is not whole, of the next as well. A row that is there already stays. What no framed would have written is left out: the new tables' own
 * constraints see to that.
 *
 * @param sources the present one first, copies behind it.
 */
export function mergeDatabases(target: Database.Database, sources: readonly Database.Database[]): void {
  transact(target, 'put together what is left of the library', () => {
    for (const table of tablesOf(target)) {
      const insert = insertion(target, table);
      for (const source of sources) {
        const { rows, isWhole } = readRows(source, `SELECT * FROM ${table.name}`, table.key);
        for (const row of rows) if (table.name !== 'clips' || isClipRow(row)) insert(row);
        // What others have beside these was deleted since.
        if (isWhole) break;
      }
    }
  });
}

const Names = z.array(z.object({ name: z.string() }));
const Columns = z.array(z.object({ name: z.string(), pk: z.int() }));

/** As they were created: those first that others refer to. */
function tablesOf(database: Database.Database): Table[] {
  const select = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid";
  return z.parse(Names, database.prepare(select).all()).map(({ name }) => {
    const columns = z.parse(Columns, database.pragma(`table_info(${name})`));
    const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
    return { name, columns: columns.map((column) => column.name), key: key.map((column) => column.name) };
  });
}

const Row = z.record(z.string(), z.unknown());

function insertion(target: Database.Database, { name, columns }: Table): (row: unknown) => void {
  const values = columns.map((column) => `@${column}`);
  const insert = target.prepare(`INSERT OR IGNORE INTO ${name} (${columns.join(', ')}) VALUES (${values.join(', ')})`);
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
