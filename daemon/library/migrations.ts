import type Database from 'better-sqlite3';
import { libraryError } from './library-error.js';

/** One step of the database's format. Never edited once released: a later step changes what an earlier one made. */
export interface Migration {
  /** Rises by one from 1; user_version of a database that has it. */
  readonly version: number;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE clips (
        arrival            INTEGER PRIMARY KEY AUTOINCREMENT,
        id                 TEXT NOT NULL UNIQUE CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'),
        sha256             TEXT NOT NULL,
        name               TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        -- As sent; for showing and for a download's name, never for a path.
        original_name      TEXT NOT NULL,
        kind               TEXT NOT NULL CHECK (kind IN ('video', 'animation', 'still')),
        -- Of the newest rendition; kept when that is lost.
        frames             INTEGER NOT NULL CHECK (frames >= 1),
        duration_ms        REAL NOT NULL CHECK (duration_ms >= 0),
        original_bytes     INTEGER NOT NULL CHECK (original_bytes >= 0),
        -- With its dot. NULL: the original was lost.
        original_extension TEXT,
        has_poster         INTEGER NOT NULL CHECK (has_poster IN (0, 1)),
        added_at_ms        INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE renditions (
        clip_id     TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
        plan_key    TEXT NOT NULL CHECK (length(plan_key) = 16 AND plan_key NOT GLOB '*[^0-9a-f]*'),
        frames      INTEGER NOT NULL CHECK (frames >= 1),
        duration_ms REAL NOT NULL CHECK (duration_ms >= 0),
        bytes       INTEGER NOT NULL CHECK (bytes >= 0),
        added_at_ms INTEGER NOT NULL,
        PRIMARY KEY (clip_id, plan_key)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE playlists (
        arrival INTEGER PRIMARY KEY AUTOINCREMENT,
        id      TEXT NOT NULL UNIQUE,
        name    TEXT NOT NULL
      ) STRICT;

      CREATE TABLE playlist_entries (
        playlist_id TEXT NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
        -- Rises; a removed clip leaves a gap.
        position    INTEGER NOT NULL,
        clip_id     TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
        duration_ms REAL,
        loops       INTEGER,
        PRIMARY KEY (playlist_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX playlist_entries_by_clip ON playlist_entries (clip_id);

      -- Clips whose rows are gone and whose files are still to be deleted. Tells a removal cut short from a file that was never published.
      CREATE TABLE removals (
        clip_id            TEXT PRIMARY KEY,
        original_extension TEXT
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE memory (
        key   TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    version: 2,
    sql: `
      -- What somebody chose for the clip, as JSON (protocol's Look). NULL: nothing.
      ALTER TABLE clips ADD COLUMN look TEXT;

      -- Of the frames, in pixels. 0: made before this was noted; the next start looks into the file.
      ALTER TABLE renditions ADD COLUMN width INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE renditions ADD COLUMN height INTEGER NOT NULL DEFAULT 0;
      -- Which of the clip's moments the frames show: from here on, at this speed.
      ALTER TABLE renditions ADD COLUMN start_ms REAL NOT NULL DEFAULT 0;
      ALTER TABLE renditions ADD COLUMN speed REAL NOT NULL DEFAULT 1;
    `,
  },
  {
    version: 3,
    sql: `
      -- What was done to make the clip's newest frames, as JSON. NULL: made before this was noted.
      ALTER TABLE clips ADD COLUMN record TEXT;
      -- What was done to the original before it was kept, as JSON. NULL: it is as it was sent.
      ALTER TABLE clips ADD COLUMN treatment TEXT;
    `,
  },
  {
    version: 4,
    sql: `
      -- Files of watched folders and sticks that were taken in.
      CREATE TABLE watched_files (
        arrival     INTEGER PRIMARY KEY AUTOINCREMENT,
        path        TEXT NOT NULL UNIQUE,
        bytes       INTEGER NOT NULL,
        modified_ms INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
    version: 5,
    sql: `
      -- The small animation of a clip; a still has none.
      CREATE TABLE previews (
        clip_id  TEXT PRIMARY KEY REFERENCES clips (id) ON DELETE CASCADE,
        -- The first 16 hex digits of the file's SHA-256.
        version  TEXT NOT NULL CHECK (length(version) = 16 AND version NOT GLOB '*[^0-9a-f]*'),
        format   TEXT NOT NULL CHECK (format IN ('webp', 'gif')),
        bytes    INTEGER NOT NULL CHECK (bytes >= 1),
        -- Of the frames that it shows.
        plan_key TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    version: 6,
    sql: `
      -- Thrown away, and removed a while later: until then it can be taken back, with its places in playlists.
      ALTER TABLE clips ADD COLUMN discarded INTEGER NOT NULL DEFAULT 0 CHECK (discarded IN (0, 1));
      -- JSON (protocol's Tags). NULL: none.
      ALTER TABLE clips ADD COLUMN tags TEXT;
      -- How long its turn lasts where the playlist does not say, as JSON (protocol's Turn). NULL: nobody said.
      ALTER TABLE clips ADD COLUMN turn TEXT;

      -- Videos that were looked at for how a browser plays them.
      CREATE TABLE watching (
        clip_id        TEXT PRIMARY KEY REFERENCES clips (id) ON DELETE CASCADE,
        plays_original INTEGER NOT NULL CHECK (plays_original IN (0, 1)),
        -- Of the small copy: the first 16 hex digits of its SHA-256. NULL: there is none.
        version        TEXT CHECK (length(version) = 16 AND version NOT GLOB '*[^0-9a-f]*'),
        bytes          INTEGER NOT NULL CHECK (bytes >= 0)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];

/** Brings the database to the last of `migrations`, each step in its own transaction. Throws library-newer where it is past that already. */
export function migrate(database: Database.Database, path: string, migrations = MIGRATIONS): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.version ?? 0;
  if (version > newest) {
    throw libraryError(
      'library-newer',
      `${path} was written by a newer framed (format ${version}, this one reads up to ${newest}); update framed, or start it with another data folder.`,
    );
  }
  for (const migration of migrations.filter((one) => one.version > version)) apply(database, migration);
}

function apply(database: Database.Database, { version, sql }: Migration): void {
  const step = database.transaction(() => {
    database.exec(sql);
    database.pragma(`user_version = ${version}`);
  });
  step.immediate();
}
