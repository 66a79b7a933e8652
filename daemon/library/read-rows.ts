import type Database from 'better-sqlite3';

/** Rows of a table, and whether that is all of them. */
export interface ReadRows {
  readonly rows: readonly unknown[];
  readonly isWhole: boolean;
}

/**
 * Reads what can be read of a table that may be damaged: from its beginning to where it breaks off, and then from its end to there.
 *
 * @param select without ORDER BY.
 * @param order columns of the key by which the table is stored, so that SQLite reads it page by page and sorts nothing.
 */
export function readRows(database: Database.Database, select: string, order: readonly string[]): ReadRows {
  const forwards = readUntilBroken(database, `${select} ORDER BY ${order.join(', ')}`);
  if (forwards.isWhole) return forwards;
  const backwards = readUntilBroken(
    database,
    `${select} ORDER BY ${order.map((column) => `${column} DESC`).join(', ')}`,
  );
  return { rows: [...forwards.rows, ...[...backwards.rows].reverse()], isWhole: false };
}

function readUntilBroken(database: Database.Database, sql: string): ReadRows {
  const rows: unknown[] = [];
  try {
    for (const row of database.prepare(sql).iterate()) rows.push(row);
    return { rows, isWhole: true };
  } catch {
    return { rows, isWhole: false };
  }
}
