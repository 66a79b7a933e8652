import type Database from 'better-sqlite3';
import type { ClipRecord, StoredNotes } from './clips.js';
import { transact } from './database.js';
import type { ForeignFacts, ForeignPlaylist } from './foreign-facts.js';
import type { RenditionRecord } from './renditions.js';
import type { Tables } from './tables.js';

/** A clip as it is to be in the new library: what is known of it, and which of its files are there. */
export interface RestoredClip {
  readonly record: ClipRecord & StoredNotes;
  readonly renditions: readonly RenditionRecord[];
}

/** Fills a new library's database in one transaction. Entries of playlists whose clip is not among `clips` are left out. */
export function writeFacts(
  database: Database.Database,
  tables: Tables,
  clips: readonly RestoredClip[],
  { playlists, memory, watchedFiles }: Omit<ForeignFacts, 'clips'>,
): void {
  const ids = new Set(clips.map(({ record }) => record.id));
  transact(database, 'fill the library', () => {
    for (const { record, renditions } of clips) {
      const { renditionBytes: _, discarded: __, record: made, treatment, ...row } = record;
      tables.clips.insert(row);
      tables.clips.setNotes(row.id, { record: made ?? undefined, treatment: treatment ?? undefined });
      for (const rendition of renditions) tables.renditions.insert(rendition);
    }
    insertPlaylists(database, playlists, ids);
    const remember = database.prepare('INSERT INTO memory (key, value) VALUES (@key, @value)');
    for (const fact of memory) remember.run(fact);
    const watch = database.prepare(
      'INSERT INTO watched_files (path, bytes, modified_ms) VALUES (@path, @bytes, @modified_ms)',
    );
    for (const file of watchedFiles) watch.run(file);
  });
}

function insertPlaylists(
  database: Database.Database,
  playlists: readonly ForeignPlaylist[],
  ids: ReadonlySet<string>,
): void {
  const insertList = database.prepare('INSERT INTO playlists (id, name) VALUES (?, ?)');
  const insertEntry = database.prepare(
    'INSERT INTO playlist_entries (playlist_id, position, clip_id, duration_ms, loops) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { id, name, entries } of playlists) {
    insertList.run(id, name);
    const present = entries.filter(({ clipId }) => ids.has(clipId));
    for (const [position, { clipId, durationMs, loops }] of present.entries())
      insertEntry.run(id, position, clipId, durationMs ?? null, loops ?? null);
  }
}
