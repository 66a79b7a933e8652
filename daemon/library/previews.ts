import type Database from 'better-sqlite3';
import type { PreviewFormat } from '../protocol/clip.js';

/** A clip's small animation. */
export interface PreviewRecord {
  readonly clipId: string;
  /** The first 16 hex digits of its file's SHA-256. */
  readonly version: string;
  readonly format: PreviewFormat;
  readonly bytes: number;
  /** Of the frames that it shows. */
  readonly planKey: string;
}

const SELECT = 'SELECT clip_id AS clipId, version, format, bytes, plan_key AS planKey FROM previews';

/** The previews' rows, at most one a clip. Changes belong inside the caller's transaction. */
export class PreviewTable {
  readonly #all: Database.Statement<[], PreviewRecord>;
  readonly #ofClip: Database.Statement<[string], PreviewRecord>;
  readonly #put: Database.Statement<[PreviewRecord]>;
  readonly #delete: Database.Statement<[string]>;

  constructor(database: Database.Database) {
    this.#all = database.prepare(SELECT);
    this.#ofClip = database.prepare(`${SELECT} WHERE clip_id = ?`);
    this.#put = database.prepare(`
      INSERT OR REPLACE INTO previews (clip_id, version, format, bytes, plan_key)
      VALUES (@clipId, @version, @format, @bytes, @planKey)`);
    this.#delete = database.prepare('DELETE FROM previews WHERE clip_id = ?');
  }

  /** Of every clip, by its id. */
  byClip(): Map<string, PreviewRecord> {
    return new Map(this.#all.all().map((record) => [record.clipId, record]));
  }

  ofClip(clipId: string): PreviewRecord | undefined {
    return this.#ofClip.get(clipId);
  }

  /** In place of the one before. */
  put(preview: PreviewRecord): void {
    this.#put.run(preview);
  }

  delete(clipId: string): void {
    this.#delete.run(clipId);
  }
}
