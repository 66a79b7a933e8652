import type Database from 'better-sqlite3';
import type { Clip, ClipKind, Turn } from '../protocol/clip.js';
import type { Look } from '../protocol/look.js';
import type { PreviewRecord } from './previews.js';
import { decodeLook, decodeTags, decodeTurn, encodeLook, encodeTags, encodeTurn } from './stored-choices.js';
import { toWatching, type WatchingRecord } from './watching.js';

/** Everything the database knows of a clip. */
export interface ClipRecord {
  readonly id: string;
  /** Of the original, 64 hex digits. */
  readonly sha256: string;
  readonly name: string;
  readonly originalName: string;
  readonly kind: ClipKind;
  readonly frames: number;
  readonly durationMs: number;
  readonly originalBytes: number;
  /** With its dot; null where the original was lost. */
  readonly originalExtension: string | null;
  readonly hasPoster: boolean;
  readonly addedAtMs: number;
  readonly look: Look | undefined;
  readonly tags: readonly string[];
  readonly turn: Turn | undefined;
  /** Thrown away: it is in no list, and can be taken back until it is removed. */
  readonly discarded: boolean;
  /** Of all its renditions. */
  readonly renditionBytes: number;
}

export type NewClip = Omit<ClipRecord, 'renditionBytes' | 'discarded'>;

/** SQLite has no booleans and no objects. */
type Row = Omit<ClipRecord, 'hasPoster' | 'look' | 'tags' | 'turn' | 'discarded'> & {
  readonly hasPoster: 0 | 1;
  readonly discarded: 0 | 1;
  readonly look: string | null;
  readonly tags: string | null;
  readonly turn: string | null;
};

/** What was done to make a clip, as JSON. */
export interface StoredNotes {
  readonly record: string | null;
  readonly treatment: string | null;
}

const SELECT = `
  SELECT c.id, c.sha256, c.name, c.original_name AS originalName, c.kind, c.frames, c.duration_ms AS durationMs,
         c.original_bytes AS originalBytes, c.original_extension AS originalExtension, c.has_poster AS hasPoster,
         c.added_at_ms AS addedAtMs, c.look, c.tags, c.turn, c.discarded, COALESCE(SUM(r.bytes), 0) AS renditionBytes
  FROM clips c LEFT JOIN renditions r ON r.clip_id = c.id`;

/** The clips' rows. Changes belong inside the caller's transaction. */
export class ClipTable {
  readonly #all: Database.Statement<[], Row>;
  readonly #one: Database.Statement<[string], Row>;
  readonly #insert: Database.Statement<[Omit<Row, 'renditionBytes' | 'discarded'>]>;
  readonly #delete: Database.Statement<[string]>;
  readonly #setName: Database.Statement<[string, string]>;
  readonly #setLook: Database.Statement<[string | null, string]>;
  readonly #setTags: Database.Statement<[string | null, string]>;
  readonly #setTurn: Database.Statement<[string | null, string]>;
  readonly #setDiscarded: Database.Statement<[0 | 1, string, 0 | 1]>;
  readonly #setOriginal: Database.Statement<[string | null, string]>;
  readonly #setKept: Database.Statement<[string | null, number, string]>;
  readonly #setRecord: Database.Statement<[string, string]>;
  readonly #setTreatment: Database.Statement<[string, string]>;
  readonly #notes: Database.Statement<[string], StoredNotes>;
  readonly #setPoster: Database.Statement<[0 | 1, string]>;
  readonly #setTiming: Database.Statement<[number, number, string]>;

  constructor(database: Database.Database) {
    this.#all = database.prepare(`${SELECT} GROUP BY c.arrival ORDER BY c.arrival`);
    this.#one = database.prepare(`${SELECT} WHERE c.id = ? GROUP BY c.arrival`);
    this.#insert = database.prepare(`
      INSERT INTO clips (id, sha256, name, original_name, kind, frames, duration_ms, original_bytes, original_extension, has_poster, added_at_ms, look, tags, turn)
      VALUES (@id, @sha256, @name, @originalName, @kind, @frames, @durationMs, @originalBytes, @originalExtension, @hasPoster, @addedAtMs, @look, @tags, @turn)`);
    this.#delete = database.prepare('DELETE FROM clips WHERE id = ?');
    this.#setName = database.prepare('UPDATE clips SET name = ? WHERE id = ?');
    this.#setLook = database.prepare('UPDATE clips SET look = ? WHERE id = ?');
    this.#setTags = database.prepare('UPDATE clips SET tags = ? WHERE id = ?');
    this.#setTurn = database.prepare('UPDATE clips SET turn = ? WHERE id = ?');
    this.#setDiscarded = database.prepare('UPDATE clips SET discarded = ? WHERE id = ? AND discarded <> ?');
    this.#setOriginal = database.prepare('UPDATE clips SET original_extension = ? WHERE id = ?');
    this.#setKept = database.prepare('UPDATE clips SET original_extension = ?, original_bytes = ? WHERE id = ?');
    this.#setRecord = database.prepare('UPDATE clips SET record = ? WHERE id = ?');
    this.#setTreatment = database.prepare('UPDATE clips SET treatment = ? WHERE id = ?');
    this.#notes = database.prepare('SELECT record, treatment FROM clips WHERE id = ?');
    this.#setPoster = database.prepare('UPDATE clips SET has_poster = ? WHERE id = ?');
    this.#setTiming = database.prepare('UPDATE clips SET frames = ?, duration_ms = ? WHERE id = ?');
  }

  /** In order of arrival. */
  records(): ClipRecord[] {
    return this.#all.all().map(toRecord);
  }

  record(id: string): ClipRecord | undefined {
    const row = this.#one.get(id);
    return row && toRecord(row);
  }

  insert(clip: NewClip): void {
    const { hasPoster, look, tags, turn } = clip;
    const encoded = { look: encodeLook(look), tags: encodeTags(tags), turn: encodeTurn(turn) };
    this.#insert.run({ ...clip, hasPoster: hasPoster ? 1 : 0, ...encoded });
  }

  /** Its renditions and its places in playlists go with it. */
  delete(id: string): void {
    this.#delete.run(id);
  }

  setName(id: string, name: string): void {
    this.#setName.run(name, id);
  }

  setLook(id: string, look: Look | undefined): void {
    this.#setLook.run(encodeLook(look), id);
  }

  setTags(id: string, tags: readonly string[]): void {
    this.#setTags.run(encodeTags(tags), id);
  }

  setTurn(id: string, turn: Turn | undefined): void {
    this.#setTurn.run(encodeTurn(turn), id);
  }

  /** Returns whether that was another way before. */
  setDiscarded(id: string, discarded: boolean): boolean {
    const flag = discarded ? 1 : 0;
    return this.#setDiscarded.run(flag, id, flag).changes > 0;
  }

  /** @param extension null: lost. */
  setOriginal(id: string, extension: string | null): void {
    this.#setOriginal.run(extension, id);
  }

  /** There is an original again, so long; what is kept may not be what was sent (its metadata). */
  setKept(id: string, extension: string | null, bytes: number): void {
    this.#setKept.run(extension, bytes, id);
  }

  /** JSON each; undefined leaves what there is. */
  setNotes(id: string, { record, treatment }: { record?: string | undefined; treatment?: string | undefined }): void {
    if (record !== undefined) this.#setRecord.run(record, id);
    if (treatment !== undefined) this.#setTreatment.run(treatment, id);
  }

  notes(id: string): StoredNotes | undefined {
    return this.#notes.get(id);
  }

  setPoster(id: string, hasPoster: boolean): void {
    this.#setPoster.run(hasPoster ? 1 : 0, id);
  }

  setTiming(id: string, { frames, durationMs }: Pick<ClipRecord, 'frames' | 'durationMs'>): void {
    this.#setTiming.run(frames, durationMs, id);
  }
}

/** What the world is told. */
export function toClip(
  record: ClipRecord,
  { preview, watching }: { preview?: PreviewRecord | undefined; watching?: WatchingRecord | undefined },
): Clip {
  const { id, name, kind, frames, durationMs, originalBytes, renditionBytes, addedAtMs, look, tags, turn } = record;
  return {
    id,
    name,
    kind,
    frames,
    durationMs,
    originalBytes,
    renditionBytes,
    addedAtMs,
    ...(look && { look }),
    ...(preview && { preview: { format: preview.format, version: preview.version } }),
    ...(tags.length > 0 && { tags: [...tags] }),
    ...(turn && { turn }),
    ...(watching && { watching: toWatching(watching) }),
  };
}

function toRecord(row: Row): ClipRecord {
  const { hasPoster, discarded, look, tags, turn } = row;
  const flags = { hasPoster: hasPoster === 1, discarded: discarded === 1 };
  return { ...row, ...flags, look: decodeLook(look), tags: decodeTags(tags), turn: decodeTurn(turn) };
}
