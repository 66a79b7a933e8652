import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type Database from 'better-sqlite3';
import type { Clock } from '../clock.js';
import type { PlainError } from '../errors.js';
import type { Log } from '../log.js';
import type { Clip, ClipChange } from '../protocol/clip.js';
import { changeLook } from '../protocol/look.js';
import { type AddedRendition, addRendition, returnToRendition } from './add-rendition.js';
import { nameFromPerson } from './clip-name.js';
import { type ClipRecord, toClip } from './clips.js';
import { scanFolder } from './disk-scan.js';
import type { DurableFiles } from './durable-file.js';
import type { Layout } from './layout.js';
import { libraryError, toLibraryError } from './library-error.js';
import { Memory } from './memory.js';
import type { MendReport } from './mend-report.js';
import { Playlists } from './playlists.js';
import { type Publication, publish } from './publish.js';
import { keepReceived, type ReceivedNote, readNote } from './received.js';
import { removeFiles } from './removals.js';
import type { RenditionRecord } from './renditions.js';
import type { RootLock } from './root-lock.js';
import { createStaging, type Staging, stagingAt } from './staging.js';
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

export interface LibraryEvents {
  change: [];
  look: [clipId: string];
}

/** Frames of a size, made by a plan. */
export interface WantedFrames {
  readonly planKey: string;
  readonly width: number;
  readonly height: number;
}

/** A frame zip, and which of the clip's moments it shows. */
export interface ShownFrames {
  readonly path: string;
  readonly planKey: string;
  readonly startMs: number;
  readonly speed: number;
  readonly durationMs: number;
}

/** A poster that was made; undefined where that failed. */
export interface Poster {
  readonly staging: Staging;
  readonly posterPath?: string | undefined;
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
  readonly #events = new EventEmitter();
  readonly #turns = new Turns();
  readonly #problems = new Map<string, PlainError>();
  #closing = false;

  constructor(parts: LibraryParts) {
    this.#parts = parts;
    this.report = parts.report;
    this.playlists = new Playlists(parts.database, () => this.#changed());
    this.memory = new Memory(parts.database);
  }

  /** In order of arrival. */
  clips(): Clip[] {
    return this.#parts.tables.clips.records().map((record) => this.#toClip(record));
  }

  clip(id: string): Clip | undefined {
    const record = this.#parts.tables.clips.record(id);
    return record && this.#toClip(record);
  }

  /** What is absent stays. Throws clip-not-found, library-bad-name; then nothing changes. */
  change(id: string, { name, look }: ClipChange): Clip {
    const { clips, commit } = this.#parts.tables;
    const record = this.#expect(id);
    const newName = name === undefined ? record.name : nameFromPerson(name);
    const newLook = look === undefined ? record.look : changeLook(record.look, look);
    commit('change the clip', () => {
      clips.setName(id, newName);
      clips.setLook(id, newLook);
    });
    const isOther = !isDeepStrictEqual(newLook, record.look);
    if (isOther) this.#problems.delete(id);
    this.#changed();
    if (isOther) this.#tell('look', id);
    return this.#toClip(this.#expect(id));
  }

  /** Why frames for what is wanted of the clip could not be made; undefined: nothing is wrong. Not kept over a restart: then it is tried again. */
  setProblem(id: string, problem: PlainError | undefined): void {
    if (problem === undefined ? !this.#problems.delete(id) : this.clip(id) === undefined) return;
    if (problem !== undefined) this.#problems.set(id, problem);
    this.#changed();
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

  /** What was done to make the clip's newest frames, and to its original before that was kept; undefined where it was not noted. Throws clip-not-found. */
  conversionRecord(id: string): { conversion: unknown; original: unknown } | undefined {
    this.#expect(id);
    const { record, treatment } = this.#parts.tables.clips.notes(id) ?? { record: null, treatment: null };
    if (record === null && treatment === null) return undefined;
    return { conversion: parseJson(record), original: parseJson(treatment) };
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

  /** What there is to show of a clip: the frames of this plan, else the newest of the same size; undefined where there are none. */
  shownFrames(id: string, { planKey, width, height }: WantedFrames): ShownFrames | undefined {
    const { tables, layout } = this.#parts;
    const renditions = tables.renditions.ofClip(id);
    const shown =
      renditions.find((one) => one.planKey === planKey) ??
      renditions.find((one) => one.width === width && one.height === height);
    if (shown === undefined) return undefined;
    const { startMs, speed, durationMs } = shown;
    return { path: layout.rendition(id, shown.planKey), planKey: shown.planKey, startMs, speed, durationMs };
  }

  /** Of every clip, for every plan. */
  renditions(): Pick<RenditionRecord, 'clipId' | 'planKey' | 'bytes'>[] {
    return [...this.#parts.tables.renditions.byClip().values()].flat();
  }

  /** Gives a clip's frames for one plan up; who has them open keeps them. Nothing happens where there are none. */
  async removeRendition(clipId: string, planKey: string): Promise<void> {
    await this.#inTurn('remove frames', async () => {
      const { tables, layout, files } = this.#parts;
      if (!tables.renditions.has(clipId, planKey)) return;
      tables.commit('remove frames', () => tables.renditions.delete(clipId, planKey));
      this.#changed();
      // Should this be cut short, the next start deletes what has no row.
      await files.remove(layout.rendition(clipId, planKey));
      await files.syncFolder(layout.renditionFolder(clipId));
    });
  }

  /** A folder to work in, on the library's own file system. Throws library-disk-full, library-not-writable. */
  createStaging(): Staging {
    if (this.#closing) throw closed();
    const { layout, files, log } = this.#parts;
    return createStaging(layout, files, log);
  }

  /** Keeps a file that was received whole, with what is to become of it, until its staging is discarded; see {@link received}. */
  async keepReceived(staging: Staging, note: ReceivedNote): Promise<void> {
    try {
      await keepReceived(staging.folder, note, this.#parts.layout, this.#parts.files);
    } catch (error) {
      throw toLibraryError(error, 'keep the file');
    }
  }

  /** What the last run had received and not made clips of, in the order it came. To be asked at the start, before there is other work. */
  received(): { staging: Staging; note: ReceivedNote }[] {
    const { layout, files, log } = this.#parts;
    const found = [...scanFolder(layout.staging).keys()].flatMap((folder) => {
      const note = readNote(folder);
      return note === undefined ? [] : [{ staging: stagingAt(folder, files, log), note }];
    });
    return found.sort((a, b) => a.note.receivedAtMs - b.note.receivedAtMs);
  }

  /**
   * Makes a clip of staged files in one step; see publish.ts. Rejects with the library's codes, and then library and staging are as they
   * were. The staging folder stays the caller's to discard.
   */
  async publish(publication: Publication): Promise<{ clip: Clip; known: boolean }> {
    return this.#inTurn('store the clip', async () => {
      const { id, known } = await publish(this.#parts, publication);
      this.#changed();
      return { clip: this.#toClip(this.#expect(id)), known };
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
      this.#problems.delete(id);
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

  /**
   * 'change': clips, playlists or their parts changed, and are committed. 'look': after that, where somebody chose another look for the
   * clip. Returns what ends the subscription.
   */
  on<Event extends keyof LibraryEvents>(event: Event, callback: (...args: LibraryEvents[Event]) => void): () => void {
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

  #toClip(record: ClipRecord): Clip {
    const problem = this.#problems.get(record.id);
    return { ...toClip(record), ...(problem && { problem }) };
  }

  #expect(id: string): ClipRecord {
    const record = this.#parts.tables.clips.record(id);
    if (record) return record;
    throw libraryError('clip-not-found', `There is no clip ${JSON.stringify(id)}.`);
  }

  #changed(): void {
    this.#tell('change');
  }

  /** What is committed is committed: a listener that throws is the listener's trouble. */
  #tell<Event extends keyof LibraryEvents>(event: Event, ...args: LibraryEvents[Event]): void {
    try {
      this.#events.emit(event, ...args);
    } catch (error) {
      this.#parts.log.error('a listener of the library failed', { reason: String(error) });
    }
  }
}

function parseJson(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}

function closed() {
  return libraryError('library-closed', 'The library is closed: framed is stopping.');
}
