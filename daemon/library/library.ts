import { EventEmitter } from 'node:events';
import type Database from 'better-sqlite3';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Clip } from '../protocol/clip.js';
import { nameFromPerson } from './clip-name.js';
import { type ClipRecord, toClip } from './clips.js';
import type { DurableFiles } from './durable-file.js';
import type { Layout } from './layout.js';
import { libraryError, toLibraryError } from './library-error.js';
import { Memory } from './memory.js';
import type { MendReport } from './mend-report.js';
import { Playlists } from './playlists.js';
import { type AddedRendition, addRendition, type Publication, publish } from './publish.js';
import { removeFiles } from './removals.js';
import type { RootLock } from './root-lock.js';
import { createStaging, type Staging } from './staging.js';
import type { Tables } from './tables.js';
import { Turns } from './turns.js';

export interface LibraryParts {
  database: Database.Database;
  tables: Tables;
  layout: Layout;
  files: DurableFiles;
  clock: Clock;
  log: Log;
  lock: RootLock;
  report: MendReport;
}

/**
 * The clips, their files and the playlists. Made by openLibrary, which owns the folder for this process.
 *
 * Reads are synchronous and give copies. What changes files (publish, addRendition, remove) runs one after the other.
 */
export class Library {
  /** What the start found wrong and mended. */
  readonly report: MendReport;
  readonly playlists: Playlists;
  readonly memory: Memory;
  readonly #parts: LibraryParts;
  readonly #events = new EventEmitter<{ change: [] }>();
  readonly #turns = new Turns();
  #closing = false;

  constructor(parts: LibraryParts) {
    this.#parts = parts;
    this.report = parts.report;
    this.playlists = new Playlists(parts.database, () => this.#changed());
    this.memory = new Memory(parts.database);
  }

  /** In order of arrival. */
  clips(): Clip[] {
    return this.#parts.tables.clips.records().map(toClip);
  }

  clip(id: string): Clip | undefined {
    const record = this.#parts.tables.clips.record(id);
    return record && toClip(record);
  }

  /** Throws clip-not-found, library-bad-name. */
  rename(id: string, name: string): Clip {
    const { clips, commit } = this.#parts.tables;
    const tidied = nameFromPerson(name);
    const record = this.#expect(id);
    commit('rename the clip', () => clips.setName(id, tidied));
    this.#changed();
    return { ...toClip(record), name: tidied };
  }

  /** The file as it was sent, its ending by its content; undefined where there is no such clip, or its original was lost. */
  originalPath(id: string): string | undefined {
    const extension = this.#parts.tables.clips.record(id)?.originalExtension;
    return typeof extension === 'string' ? this.#parts.layout.original(id, extension) : undefined;
  }

  /** The original's name as it was sent, whatever the clip is called now. Throws clip-not-found. */
  originalName(id: string): string {
    return this.#expect(id).originalName;
  }

  /** A JPEG; undefined where the clip has none. */
  posterPath(id: string): string | undefined {
    return this.#parts.tables.clips.record(id)?.hasPoster ? this.#parts.layout.poster(id) : undefined;
  }

  /** The frame zip of this plan; undefined where the clip has none. */
  renditionPath(id: string, planKey: string): string | undefined {
    const { tables, layout } = this.#parts;
    return tables.renditions.has(id, planKey) ? layout.rendition(id, planKey) : undefined;
  }

  /** A folder to work in, on the library's own file system. Throws library-disk-full, library-not-writable. */
  createStaging(): Staging {
    if (this.#closing) throw closed();
    const { layout, files, log } = this.#parts;
    return createStaging(layout, files, log);
  }

  /**
   * Makes a clip of staged files in one step; see publish.ts. Rejects with the library's codes, and then library and staging are as they
   * were. The staging folder stays the caller's to discard.
   */
  async publish(publication: Publication): Promise<{ clip: Clip; known: boolean }> {
    return this.#inTurn('store the clip', async () => {
      const { id, known } = await publish(this.#parts, publication);
      this.#changed();
      return { clip: toClip(this.#expect(id)), known };
    });
  }

  /** Stores frames for one more plan; nothing happens where the clip has them. Rejects like publish, or with clip-not-found. */
  async addRendition(clipId: string, added: AddedRendition): Promise<void> {
    await this.#inTurn('store the frames', async () => {
      await addRendition(this.#parts, clipId, added);
      this.#changed();
    });
  }

  /**
   * The clip is gone, from playlists too, when its rows are; then its files are deleted, now or at the next start. Who has a file open
   * keeps it. Rejects with clip-not-found.
   */
  async remove(id: string): Promise<void> {
    await this.#inTurn('remove the clip', async () => {
      const { tables, layout, files, log } = this.#parts;
      const { originalExtension } = this.#expect(id);
      const removal = { clipId: id, originalExtension };
      tables.commit('remove the clip', () => {
        tables.removals.insert(removal);
        tables.clips.delete(id);
      });
      this.#changed();
      try {
        await removeFiles(removal, layout, files);
        tables.removals.delete(id);
      } catch (error) {
        const reason = toLibraryError(error, 'delete them').message;
        log.warn('files of a removed clip stay until the next start', { clip: id, reason });
      }
    });
  }

  /** Clips, playlists or their parts changed, and are committed. Returns what ends the subscription. */
  on(event: 'change', callback: () => void): () => void {
    this.#events.on(event, callback);
    return () => void this.#events.off(event, callback);
  }

  /** Ends what runs, then gives the folder back. May be called twice. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#turns.ended();
    this.#parts.database.close();
    this.#parts.lock.release();
  }

  async #inTurn<T>(doing: string, work: () => Promise<T>): Promise<T> {
    if (this.#closing) throw closed();
    try {
      return await this.#turns.run(work);
    } catch (error) {
      throw toLibraryError(error, doing);
    }
  }

  #expect(id: string): ClipRecord {
    const record = this.#parts.tables.clips.record(id);
    if (record) return record;
    throw libraryError('clip-not-found', `There is no clip ${JSON.stringify(id)}.`);
  }

  /** What is committed is committed: a listener that throws is the listener's trouble. */
  #changed(): void {
    try {
      this.#events.emit('change');
    } catch (error) {
      this.#parts.log.error('a listener of the library failed', { reason: String(error) });
    }
  }
}

function closed() {
  return libraryError('library-closed', 'The library is closed: framed is stopping.');
}
