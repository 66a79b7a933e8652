import type Database from 'better-sqlite3';
import { ClipTable } from './clips.js';
import { transact } from './database.js';
import { PreviewTable } from './previews.js';
import { RemovalTable } from './removals.js';
import { RenditionTable } from './renditions.js';
import { WatchingTable } from './watching.js';

/** The rows that stand for files, and the transaction that keeps them in step. */
export interface Tables {
  readonly clips: ClipTable;
  readonly renditions: RenditionTable;
  readonly previews: PreviewTable;
  readonly watching: WatchingTable;
  readonly removals: RemovalTable;
  /** See {@link transact}. */
  commit(doing: string, change: () => void): void;
}

export function openTables(database: Database.Database): Tables {
  return {
    clips: new ClipTable(database),
    renditions: new RenditionTable(database),
    previews: new PreviewTable(database),
    watching: new WatchingTable(database),
    removals: new RemovalTable(database),
    commit: (doing, change) => transact(database, doing, change),
  };
}
