import type Database from 'better-sqlite3';
import type { Watching } from '../protocol/clip.js';

/** What is known of how a browser plays a video. */
export interface WatchingRecord {
  readonly clipId: string;
  readonly playsOriginal: boolean;
  /** Of its small copy: the first 16 hex digits of its file's SHA-256; null where there is none. */
  readonly version: string | null;
  /** 0 where there is no copy. */
  readonly bytes: number;
}

type Row = Omit<WatchingRecord, 'playsOriginal'> & { readonly playsOriginal: 0 | 1 };

const SELECT = 'SELECT clip_id AS clipId, plays_original AS playsOriginal, version, bytes FROM watching';

/** The rows of videos that were looked at, at most one a clip. Changes belong inside the caller's transaction. */
export class WatchingTable {
  readonly #all: Database.Statement<[], Row>;
  readonly #ofClip: Database.Statement<[string], Row>;
  readonly #put: Database.Statement<[Row]>;
  readonly #delete: Database.Statement<[string]>;

  constructor(database: Database.Database) {
    this.#all = database.prepare(SELECT);
    this.#ofClip = database.prepare(`${SELECT} WHERE clip_id = ?`);
    this.#put = database.prepare(`
      INSERT OR REPLACE INTO watching (clip_id, plays_original, version, bytes)
      VALUES (@clipId, @playsOriginal, @version, @bytes)`);
    this.#delete = database.prepare('DELETE FROM watching WHERE clip_id = ?');
  }

  /** Of every clip, by its id. */
  byClip(): Map<string, WatchingRecord> {
    return new Map(this.#all.all().map((row) => [row.clipId, toRecord(row)]));
  }

  ofClip(clipId: string): WatchingRecord | undefined {
    const row = this.#ofClip.get(clipId);
    return row && toRecord(row);
  }

  /** In place of the one before. */
  put(record: WatchingRecord): void {
    this.#put.run({ ...record, playsOriginal: record.playsOriginal ? 1 : 0 });
  }

  /** Nobody has looked at it. */
  delete(clipId: string): void {
    this.#delete.run(clipId);
  }
}

/** What the world is told. */
export function toWatching({ playsOriginal, version, bytes }: WatchingRecord): Watching {
  return { original: playsOriginal, ...(version !== null && { copy: { version, bytes } }) };
}

function toRecord(row: Row): WatchingRecord {
  return { ...row, playsOriginal: row.playsOriginal === 1 };
}
