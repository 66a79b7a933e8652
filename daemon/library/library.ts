import { mkdtempSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { PlainError } from '../errors.js';
import type { Clip, ClipChange, ClipsChange } from '../protocol/clip.js';
import { type AddedRendition, addRendition, returnToRendition } from './add-rendition.js';
import { changeClip, changeTags } from './change-clip.js';
import { copyDatabase, databaseCopies } from './database-copies.js';
import { markSuspect } from './database-damage.js';
import { findReceived, type Received } from './find-received.js';
import { libraryError, toLibraryError } from './library-error.js';
import { type LibraryEvents, LibraryNews } from './library-news.js';
import { LibraryReader } from './library-reader.js';
import { Memory } from './memory.js';
import type { MendReport } from './mend-report.js';
import { Playlists } from './playlists.js';
import { type Publication, publish } from './publish.js';
import { keepReceived, type ReceivedNote, readNote, restoreReceived } from './received.js';
import { removeClip, removeRendition } from './remove-clip.js';
import type { PublishRoom } from './rendition-files.js';
import type { RootLock } from './root-lock.js';
import { type StagedPreview, setPreview } from './set-preview.js';
import { type FoundWatching, removeCopy, setWatching } from './set-watching.js';
import { type Snapshot, takeSnapshot } from './snapshot.js';
import { createStaging, type Staging } from './staging.js';
import { Turns } from './turns.js';
import { WatchedFiles } from './watched-files.js';

export interface LibraryParts extends PublishRoom {
  readonly database: Database.Database;
  readonly lock: RootLock;
  readonly report: MendReport;
}

/** A poster that was made; undefined where that failed. */
export interface Poster {
  readonly staging: Staging;
  readonly posterPath?: string | undefined;
}

/**
 * The clips, their files and the playlists. Made by openLibrary, which owns the folder for this process.
 *
 * What changes files (publish, addRendition, remove, …) runs one after the other.
 */
export class Library extends LibraryReader {
  /** What the start found wrong and mended. */
  readonly report: MendReport;
  readonly playlists: Playlists;
  readonly memory: Memory;
  readonly watchedFiles: WatchedFiles;
  readonly #parts: LibraryParts;
  readonly #news: LibraryNews;
  readonly #turns = new Turns();
  readonly #problems: Map<string, PlainError>;
  #closing = false;

  constructor(parts: LibraryParts) {
    const problems = new Map<string, PlainError>();
    super({ ...parts, problems });
    this.#parts = parts;
    this.#problems = problems;
    this.#news = new LibraryNews(parts.log);
    this.report = parts.report;
    this.playlists = new Playlists(parts.database, () => this.#changed());
    this.memory = new Memory(parts.database);
    this.watchedFiles = new WatchedFiles(parts.database);
  }

  /** What is absent stays. Throws clip-not-found, library-bad-name; then nothing changes. */
  change(id: string, change: ClipChange): Clip {
    const isOtherLook = changeClip(this.#parts.tables, id, change);
    if (isOtherLook) this.#problems.delete(id);
    this.#changed();
    if (isOtherLook) this.#news.tell('look', id);
    return this.expect(id);
  }

  /** Gives clips tags, or takes them away, all or none. Throws clip-not-found, library-too-many-tags; then nothing changes. */
  changeTags(change: ClipsChange): void {
    changeTags(this.#parts.tables, change);
    this.#changed();
  }

  /**
   * Throws clips away: they are in no list and no playlist any more, and can be taken back until they are removed. Returns those that this
   * happened to; ids of others are passed over.
   */
  discard(ids: readonly string[]): string[] {
    return this.#setDiscarded(ids, true);
  }

  /** Takes discarded clips back, to where they were in playlists too. Returns those that this happened to. */
  takeBack(ids: readonly string[]): string[] {
    return this.#setDiscarded(ids, false);
  }

  /** Why frames for what is wanted of the clip could not be made; undefined: nothing is wrong. Not kept over a restart: then it is tried again. */
  setProblem(id: string, problem: PlainError | undefined): void {
    if (problem === undefined ? !this.#problems.delete(id) : this.clip(id) === undefined) return;
    if (problem !== undefined) this.#problems.set(id, problem);
    this.#changed();
  }

  /** A folder to work in, on the library's own file system. Throws library-disk-full, library-not-writable. */
  createStaging(): Staging {
    if (this.#closing) throw closed();
    const { layout, files, log } = this.#parts;
    return createStaging(layout, files, log);
  }

  /** Throws library-not-writable, library-io where the folder takes no new names. A full disk takes what makes it less full. */
  checkWritable(): void {
    const { layout } = this.#parts;
    try {
      rmdirSync(mkdtempSync(join(layout.staging, 'probe-')));
    } catch (thrown) {
      const error = toLibraryError(thrown, 'write to the data folder');
      if (error.code !== 'library-disk-full') throw error;
    }
  }

  /** The library as it is now, in a staging folder of the caller's; see snapshot.ts. */
  async snapshot(staging: Staging, wanted: { originals: boolean }): Promise<Snapshot> {
    return this.#inTurn('copy the library', () => takeSnapshot(this.#parts, staging.folder, wanted));
  }

  /** When the newest copy of the database was made, in milliseconds since the Unix epoch; undefined where there is none. */
  async copiedAtMs(): Promise<number | undefined> {
    return (await databaseCopies(this.#parts.layout))[0]?.madeAtMs;
  }

  /** Copies the database; see database-copies.ts. Rejects with library-damaged, and then the next start makes the database anew. */
  async copyDatabase(): Promise<void> {
    await this.#inTurn('copy the database', async () => {
      const { database, layout, files } = this.#parts;
      await copyDatabase(database, layout, files).catch((thrown) => {
        const error = toLibraryError(thrown, 'copy the database');
        if (error.code === 'library-damaged') markSuspect(layout.database);
        throw error;
      });
    });
  }

  /** Keeps a file that was received whole, with what is to become of it, until its staging is discarded; see {@link received}. */
  async keepReceived(staging: Staging, note: ReceivedNote): Promise<void> {
    try {
      await keepReceived(staging.folder, note, this.#parts.layout, this.#parts.files);
    } catch (error) {
      throw toLibraryError(error, 'keep the file');
    }
  }

  /**
   * After work on a received file that the storage cut short, makes its folder what it was when it had just been received. Resolves with what is
   * to become of it; undefined where there is no whole file. Rejects where that cannot be done, because the disk takes no writes still.
   */
  async restoreReceived({ folder }: Staging): Promise<ReceivedNote | undefined> {
    return this.#inTurn('begin anew with the file', async () => {
      const { tables, layout, files } = this.#parts;
      const isClip = (id: string) => tables.clips.record(id) !== undefined;
      return (await restoreReceived(folder, layout, files, isClip)) ? readNote(folder) : undefined;
    });
  }

  /** What the last run had received and not made clips of, in the order it came. To be asked at the start, before there is other work. */
  received(): Received[] {
    return findReceived(this.#parts);
  }

  /**
   * Makes a clip of staged files in one step; see publish.ts. Rejects with the library's codes, and then library and staging are as they
   * were. The staging folder stays the caller's to discard.
   */
  async publish(publication: Publication): Promise<{ clip: Clip; known: boolean }> {
    const [published] = await this.publishTogether([publication]);
    // One for each that was given.
    if (published === undefined) throw new TypeError('nothing was published');
    return published;
  }

  /** The same with several clips: together, or not at all. */
  async publishTogether(publications: readonly Publication[]): Promise<{ clip: Clip; known: boolean }[]> {
    return this.#inTurn('store the clip', async () => {
      const published = await publish(this.#parts, publications);
      this.#changed();
      return published.map(({ id, known }) => ({ clip: this.expect(id), known }));
    });
  }

  /** Stores frames for one more plan; nothing happens where the clip has them. Rejects like publish, or with clip-not-found. */
  async addRendition(clipId: string, added: AddedRendition): Promise<void> {
    await this.#inTurn('store the frames', async () => {
      await addRendition(this.#parts, clipId, added);
      this.#problems.delete(clipId);
      this.#changed();
    });
  }

  /** Lets frames that the clip has from before be what its length and poster tell of. */
  async returnToRendition(clipId: string, planKey: string, poster: Poster): Promise<void> {
    await this.#inTurn('change the clip', async () => {
      await returnToRendition(this.#parts, clipId, planKey, poster);
      this.#changed();
    });
  }

  /** Gives a clip its small animation, in place of the one it had; see set-preview.ts. Rejects like publish, or with clip-not-found. */
  async setPreview(clipId: string, preview: StagedPreview): Promise<void> {
    await this.#inTurn('store the preview', async () => {
      await setPreview(this.#parts, clipId, preview);
      this.#changed();
    });
  }

  /** Notes how a browser plays a video, with its small copy where there is one; see set-watching.ts. Rejects like publish, or with clip-not-found. */
  async setWatching(clipId: string, found: FoundWatching): Promise<void> {
    await this.#inTurn('store the small copy', async () => {
      await setWatching(this.#parts, clipId, found);
      this.#changed();
    });
  }

  /** Gives a video's small copy up, to be made again when there is room. Nothing happens where there is none. */
  async removeCopy(clipId: string): Promise<void> {
    await this.#inTurn('remove a small copy', () => removeCopy(this.#parts, clipId, () => this.#changed()));
  }

  /** Gives a clip's frames for one plan up; who has them open keeps them. Nothing happens where there are none. */
  async removeRendition(clipId: string, planKey: string): Promise<void> {
    await this.#inTurn('remove frames', () => removeRendition(this.#parts, clipId, planKey, () => this.#changed()));
  }

  /**
   * The clip is gone, from playlists too, when its rows are; then its files are deleted, now or at the next start. Who has a file open
   * keeps it. Rejects with clip-not-found.
   */
  async remove(id: string): Promise<void> {
    await this.#inTurn('remove the clip', () =>
      removeClip(this.#parts, id, () => {
        this.#problems.delete(id);
        this.#changed();
      }),
    );
  }

  /**
   * 'change': clips, playlists or their parts changed, and are committed. 'look': after that, where somebody chose another look for the
   * clip. Returns what ends the subscription.
   */
  on<Event extends keyof LibraryEvents>(event: Event, callback: (...args: LibraryEvents[Event]) => void): () => void {
    return this.#news.on(event, callback);
  }

  /** Ends what runs, then gives the folder back. May be called twice. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#turns.ended();
    this.#parts.database.close();
    this.#parts.lock.release();
  }

  #setDiscarded(ids: readonly string[], discarded: boolean): string[] {
    const { tables } = this.#parts;
    let changed: string[] = [];
    tables.commit(discarded ? 'remove the clips' : 'take the clips back', () => {
      changed = [...new Set(ids)].filter((id) => tables.clips.setDiscarded(id, discarded));
    });
    if (changed.length > 0) this.#changed();
    return changed;
  }

  async #inTurn<T>(doing: string, work: () => Promise<T>): Promise<T> {
    if (this.#closing) throw closed();
    try {
      return await this.#turns.run(work);
    } catch (error) {
      throw toLibraryError(error, doing);
    }
  }

  #changed(): void {
    this.#news.tell('change');
  }
}

function closed() {
  return libraryError('library-closed', 'The library is closed: framed is stopping.');
}
