import type Database from 'better-sqlite3';

/** A clip's frames for one plan. */
export interface RenditionRecord {
  readonly clipId: string;
  readonly planKey: string;
  readonly frames: number;
  readonly durationMs: number;
  readonly bytes: number;
  readonly addedAtMs: number;
  /** Of its frames, in pixels; 0 where that was not noted yet. */
  readonly width: number;
  readonly height: number;
  /** Which of the clip's moments it shows: from here on its own clock, this fast. */
  readonly startMs: number;
  readonly speed: number;
}

const SELECT = `
  SELECT clip_id AS clipId, plan_key AS planKey, frames, duration_ms AS durationMs, bytes, added_at_ms AS addedAtMs,
         width, height, start_ms AS startMs, speed
  FROM renditions`;

/** The renditions' rows, at most one a clip and plan. Changes belong inside the caller's transaction. */
export class RenditionTable {
  readonly #all: Database.Statement<[], RenditionRecord>;
  readonly #ofClip: Database.Statement<[string], RenditionRecord>;
  readonly #has: Database.Statement<[string, string]>;
  readonly #insert: Database.Statement<[RenditionRecord]>;
  readonly #setSize: Database.Statement<[number, number, string, string]>;
  readonly #delete: Database.Statement<[string, string]>;

  constructor(database: Database.Database) {
    this.#all = database.prepare(SELECT);
    this.#ofClip = database.prepare(`${SELECT} WHERE clip_id = ? ORDER BY added_at_ms DESC`);
    this.#has = database.prepare('SELECT 1 FROM renditions WHERE clip_id = ? AND plan_key = ?');
    this.#insert = database.prepare(`
      INSERT INTO renditions (clip_id, plan_key, frames, duration_ms, bytes, added_at_ms, width, height, start_ms, speed)
      VALUES (@clipId, @planKey, @frames, @durationMs, @bytes, @addedAtMs, @width, @height, @startMs, @speed)`);
    this.#setSize = database.prepare('UPDATE renditions SET width = ?, height = ? WHERE clip_id = ? AND plan_key = ?');
    this.#delete = database.prepare('DELETE FROM renditions WHERE clip_id = ? AND plan_key = ?');
  }

  /** Of every clip, grouped by clip. */
  byClip(): Map<string, RenditionRecord[]> {
    const groups = new Map<string, RenditionRecord[]>();
    for (const record of this.#all.all()) {
      const group = groups.get(record.clipId);
      if (group) group.push(record);
      else groups.set(record.clipId, [record]);
    }
    return groups;
  }

  /** Newest first. */
  ofClip(clipId: string): RenditionRecord[] {
    return this.#ofClip.all(clipId);
  }

  has(clipId: string, planKey: string): boolean {
    return this.#has.get(clipId, planKey) !== undefined;
  }

  insert(rendition: RenditionRecord): void {
    this.#insert.run(rendition);
  }

  setSize(clipId: string, planKey: string, { width, height }: { width: number; height: number }): void {
    this.#setSize.run(width, height, clipId, planKey);
  }

  delete(clipId: string, planKey: string): void {
    this.#delete.run(clipId, planKey);
  }
}
