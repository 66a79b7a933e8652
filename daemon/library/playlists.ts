import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Playlist, PlaylistBody, PlaylistChange, PlaylistEntry } from '../protocol/playlist.js';
import { playlistRevision } from '../protocol/playlist-revision.js';
import { transact } from './database.js';
import { keepDiscarded } from './keep-discarded.js';
import { libraryError } from './library-error.js';

interface EntryRow {
  readonly playlistId: string;
  readonly clipId: string;
  readonly durationMs: number | null;
  readonly loops: number | null;
  /** Whether its clip was thrown away. */
  readonly discarded: 0 | 1;
}

type NewEntryRow = Omit<EntryRow, 'discarded'> & { readonly position: number };

/**
 * Named orders of clips. A clip may stand in several, and several times in one. Entries of a discarded clip are not told of, and are there
 * again when it is taken back.
 */
export class Playlists {
  readonly #database: Database.Database;
  readonly #changed: () => void;
  readonly #lists: Database.Statement<[], { id: string; name: string }>;
  readonly #entries: Database.Statement<[], EntryRow>;
  readonly #hasClip: Database.Statement<[string]>;
  readonly #insertList: Database.Statement<[string, string]>;
  readonly #setName: Database.Statement<[string, string]>;
  readonly #deleteList: Database.Statement<[string]>;
  readonly #insertEntry: Database.Statement<[NewEntryRow]>;
  readonly #deleteEntries: Database.Statement<[string]>;

  /** @param changed called after each change that was committed. */
  constructor(database: Database.Database, changed: () => void) {
    this.#database = database;
    this.#changed = changed;
    this.#lists = database.prepare('SELECT id, name FROM playlists ORDER BY arrival');
    this.#entries = database.prepare(`
      SELECT playlist_id AS playlistId, clip_id AS clipId, e.duration_ms AS durationMs, loops, discarded
      FROM playlist_entries e JOIN clips ON clips.id = clip_id ORDER BY playlist_id, position`);
    this.#hasClip = database.prepare('SELECT 1 FROM clips WHERE id = ? AND discarded = 0');
    this.#insertList = database.prepare('INSERT INTO playlists (id, name) VALUES (?, ?)');
    this.#setName = database.prepare('UPDATE playlists SET name = ? WHERE id = ?');
    this.#deleteList = database.prepare('DELETE FROM playlists WHERE id = ?');
    this.#insertEntry = database.prepare(`
      INSERT INTO playlist_entries (playlist_id, position, clip_id, duration_ms, loops)
      VALUES (@playlistId, @position, @clipId, @durationMs, @loops)`);
    this.#deleteEntries = database.prepare('DELETE FROM playlist_entries WHERE playlist_id = ?');
  }

  /** In the order they were created. */
  list(): Playlist[] {
    const entries = groupEntries(this.#entries.all().filter(({ discarded }) => discarded === 0));
    return this.#lists.all().map(({ id, name }) => ({ id, name, entries: entries.get(id) ?? [] }));
  }

  get(id: string): Playlist | undefined {
    return this.list().find((playlist) => playlist.id === id);
  }

  /** Throws clip-not-found where an entry names a clip that is not in the library; then nothing is created. */
  create(body: PlaylistBody): Playlist {
    const id = randomUUID();
    this.#commit(() => {
      this.#insertList.run(id, body.name);
      this.#checkEntries(body.entries);
      this.#insertEntries(id, body.entries);
    });
    return this.#expect(id);
  }

  /** Name and entries become those of `body`. Throws playlist-not-found, playlist-changed or clip-not-found; then nothing changes. */
  replace(id: string, body: PlaylistChange): Playlist {
    this.#commit(() => {
      if (body.revision !== undefined && body.revision !== playlistRevision(this.#expect(id))) throw changed(body.name);
      if (this.#setName.run(body.name, id).changes === 0) throw noSuchPlaylist(id);
      this.#checkEntries(body.entries);
      const before = this.#entries.all().filter(({ playlistId }) => playlistId === id);
      const stored = before.map((row) => ({ entry: toEntry(row), discarded: row.discarded === 1 }));
      this.#deleteEntries.run(id);
      this.#insertEntries(id, keepDiscarded(stored, body.entries));
    });
    return this.#expect(id);
  }

  /** The clips stay. Throws playlist-not-found. */
  remove(id: string): void {
    this.#commit(() => {
      if (this.#deleteList.run(id).changes === 0) throw noSuchPlaylist(id);
    });
  }

  #checkEntries(entries: readonly PlaylistEntry[]): void {
    for (const [position, { clipId }] of entries.entries()) {
      if (this.#hasClip.get(clipId) !== undefined) continue;
      throw libraryError('clip-not-found', `Entry ${position + 1} is clip ${clipId}, which is not in the library.`);
    }
  }

  #insertEntries(playlistId: string, entries: readonly PlaylistEntry[]): void {
    for (const [position, { clipId, durationMs, loops }] of entries.entries()) {
      this.#insertEntry.run({ playlistId, position, clipId, durationMs: durationMs ?? null, loops: loops ?? null });
    }
  }

  #commit(change: () => void): void {
    transact(this.#database, 'store the playlist', change);
    this.#changed();
  }

  #expect(id: string): Playlist {
    const playlist = this.get(id);
    if (!playlist) throw noSuchPlaylist(id);
    return playlist;
  }
}

function groupEntries(rows: readonly EntryRow[]): Map<string, PlaylistEntry[]> {
  const groups = new Map<string, PlaylistEntry[]>();
  for (const row of rows) {
    const group = groups.get(row.playlistId);
    if (group) group.push(toEntry(row));
    else groups.set(row.playlistId, [toEntry(row)]);
  }
  return groups;
}

function toEntry({ clipId, durationMs, loops }: EntryRow): PlaylistEntry {
  return { clipId, ...(durationMs !== null && { durationMs }), ...(loops !== null && { loops }) };
}

function changed(name: string) {
  return libraryError(
    'playlist-changed',
    `Somebody else has changed ${JSON.stringify(name)} meanwhile; look at it again and repeat.`,
  );
}

function noSuchPlaylist(id: string) {
  return libraryError('playlist-not-found', `There is no playlist ${JSON.stringify(id)}.`);
}
