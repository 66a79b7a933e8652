import Database from 'better-sqlite3';
import * as z from 'zod/mini';
import { PlaylistEntry, PlaylistId, PlaylistName } from '../protocol/playlist.js';
import type { ClipRecord, StoredNotes } from './clips.js';
import { clipIdOf, isSha256 } from './content-hash.js';
import { openDatabase } from './database.js';
import { libraryError, toLibraryError } from './library-error.js';
import { isOriginalExtension } from './original-type.js';
import { openTables } from './tables.js';

export interface ForeignPlaylist {
  readonly id: string;
  readonly name: string;
  readonly entries: readonly PlaylistEntry[];
}

/** What a library's database says, decoded: nothing of it is trusted but that it has the form it should have. */
export interface ForeignFacts {
  readonly clips: readonly (ClipRecord & StoredNotes)[];
  readonly playlists: readonly ForeignPlaylist[];
  readonly memory: readonly { key: string; value: string }[];
  readonly watchedFiles: readonly { path: string; bytes: number; modified_ms: number }[];
}

/** A clip's row beyond what the database's own checks say. */
const ForeignClip = z.object({
  sha256: z.string().check(z.refine(isSha256, 'no SHA-256')),
  originalName: z.string().check(z.maxLength(4096)),
  frames: z.int().check(z.gte(1)),
  durationMs: z.number().check(z.gte(0), z.lte(1e12)),
  originalBytes: z.int().check(z.gte(0)),
  originalExtension: z.nullable(z.string().check(z.refine(isOriginalExtension, 'no ending of an original'))),
});
const Memory = z.array(
  z.object({ key: z.string().check(z.maxLength(100)), value: z.string().check(z.maxLength(1e6)) }),
);
const WatchedFiles = z.array(z.object({ path: z.string(), bytes: z.int(), modified_ms: z.int() }));
const ForeignPlaylists = z.array(z.object({ id: PlaylistId, name: PlaylistName }));

/**
 * Reads the database of another library, which may have been made by an older framed, or to do harm: the file at `path` is brought to this
 * framed's format, so it must be a copy.
 *
 * Throws library-newer, library-foreign, library-damaged.
 */
export function readForeignFacts(path: string): ForeignFacts {
  inspect(path);
  const database = openDatabase(path);
  try {
    const tables = openTables(database);
    // What was thrown away is not brought back.
    const present = tables.clips.records().filter(({ discarded }) => !discarded);
    const clips = present.map((record) => {
      const { record: made = null, treatment = null } = tables.clips.notes(record.id) ?? {};
      return checkedClip({ ...record, record: made, treatment });
    });
    const rows = (sql: string) => database.prepare(sql).all();
    return {
      clips,
      playlists: readPlaylists(database, rows),
      memory: z.parse(Memory, rows('SELECT key, value FROM memory')),
      watchedFiles: z.parse(WatchedFiles, rows('SELECT path, bytes, modified_ms FROM watched_files ORDER BY arrival')),
    };
  } catch (error) {
    if (error instanceof z.core.$ZodError || error instanceof SyntaxError) throw malformed(error);
    throw toLibraryError(error, `read ${path}`);
  } finally {
    database.close();
  }
}

/** Refuses a file that is no sound database, or whose schema could act by itself: framed's has tables and indexes only. */
function inspect(path: string): void {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly: true, fileMustExist: true });
    database.pragma('trusted_schema = OFF');
    database.pragma('cell_size_check = ON');
    const found = database.pragma('quick_check(1)', { simple: true });
    if (found !== 'ok')
      throw libraryError('library-damaged', `The database in the backup is damaged: ${String(found)}.`);
    const acting = database
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%' LIMIT 1",
      )
      .pluck()
      .get();
    if (acting !== undefined)
      throw libraryError('library-foreign', `The database holds ${JSON.stringify(acting)}, which framed's does not.`);
  } catch (error) {
    throw toLibraryError(error, `read ${path}`);
  } finally {
    database?.close();
  }
}

function checkedClip(clip: ClipRecord & StoredNotes): ClipRecord & StoredNotes {
  const facts = z.parse(ForeignClip, clip);
  if (clipIdOf(facts.sha256) !== clip.id)
    throw libraryError('library-damaged', `Clip ${clip.id} has the SHA-256 of another one.`);
  for (const text of [clip.record, clip.treatment]) if (text !== null) JSON.parse(text);
  return clip;
}

function readPlaylists(database: Database.Database, rows: (sql: string) => unknown[]): ForeignPlaylist[] {
  const lists = z.parse(ForeignPlaylists, rows('SELECT id, name FROM playlists ORDER BY arrival'));
  const entries = database.prepare(
    'SELECT clip_id AS clipId, duration_ms AS durationMs, loops FROM playlist_entries WHERE playlist_id = ? ORDER BY position',
  );
  return lists.map(({ id, name }) => ({ id, name, entries: entries.all(id).map(toEntry) }));
}

const EntryRow = z.object({
  clipId: z.string(),
  durationMs: z.nullable(z.number()),
  loops: z.nullable(z.int()),
});

function toEntry(row: unknown): PlaylistEntry {
  const { clipId, durationMs, loops } = z.parse(EntryRow, row);
  return z.parse(PlaylistEntry, {
    clipId,
    ...(durationMs !== null && { durationMs }),
    ...(loops !== null && { loops }),
  });
}

function malformed(error: z.core.$ZodError | SyntaxError) {
  const reason =
    error instanceof SyntaxError
      ? error.message
      : error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)[0];
  return libraryError('library-damaged', `The database holds what no framed wrote: ${reason}.`, error);
}
