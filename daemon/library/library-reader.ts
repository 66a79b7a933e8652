import type { PlainError } from '../errors.js';
import type { Clip } from '../protocol/clip.js';
import { type ClipRecord, toClip } from './clips.js';
import type { Layout } from './layout.js';
import { libraryError } from './library-error.js';
import type { PreviewRecord } from './previews.js';
import type { RenditionRecord } from './renditions.js';
import { type ShownFrames, shownFrames, type WantedFrames } from './shown-frames.js';
import type { Tables } from './tables.js';
import type { WatchingRecord } from './watching.js';

export interface ReaderParts {
  readonly tables: Tables;
  readonly layout: Layout;
  /** By clip: why frames for what is wanted of it could not be made. */
  readonly problems: ReadonlyMap<string, PlainError>;
}

/** A clip's small animation, and of which frames it was made. */
export interface StoredPreview extends Pick<PreviewRecord, 'version' | 'format' | 'planKey'> {
  readonly path: string;
}

/** What the library can tell of its clips. Synchronous; everything given is a copy. */
export class LibraryReader {
  readonly #parts: ReaderParts;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  /** In order of arrival. */
  clips(): Clip[] {
    const { tables } = this.#parts;
    const [previews, watching] = [tables.previews.byClip(), tables.watching.byClip()];
    return tables.clips
      .records()
      .filter(({ discarded }) => !discarded)
      .map((record) => this.#toClip(record, { preview: previews.get(record.id), watching: watching.get(record.id) }));
  }

  /** Undefined also where it was discarded. */
  clip(id: string): Clip | undefined {
    const record = this.#parts.tables.clips.record(id);
    return record && !record.discarded ? this.#toClip(record, this.#watched(id)) : undefined;
  }

  /** The clips that were thrown away and are not removed yet, oldest first. */
  discardedClips(): Clip[] {
    const discarded = this.#parts.tables.clips.records().filter((record) => record.discarded);
    return discarded.map((record) => this.#toClip(record, this.#watched(record.id)));
  }

  /** Throws clip-not-found. */
  expect(id: string): Clip {
    return this.#toClip(expectRecord(this.#parts.tables, id), this.#watched(id));
  }

  /** The file as it is kept, its ending by its content; undefined where there is no such clip, or its original was lost. */
  originalPath(id: string): string | undefined {
    const extension = this.#parts.tables.clips.record(id)?.originalExtension;
    return typeof extension === 'string' ? this.#parts.layout.original(id, extension) : undefined;
  }

  /** The original's name as it was sent, whatever the clip is called now. Throws clip-not-found. */
  originalName(id: string): string {
    return expectRecord(this.#parts.tables, id).originalName;
  }

  /** What was done to make the clip's newest frames, and to its original before that was kept; undefined where it was not noted. Throws clip-not-found. */
  conversionRecord(id: string): { conversion: unknown; original: unknown } | undefined {
    const { clips } = this.#parts.tables;
    expectRecord(this.#parts.tables, id);
    const { record, treatment } = clips.notes(id) ?? { record: null, treatment: null };
    if (record === null && treatment === null) return undefined;
    return { conversion: parseJson(record), original: parseJson(treatment) };
  }

  /** A JPEG; undefined where the clip has none. */
  posterPath(id: string): string | undefined {
    return this.#parts.tables.clips.record(id)?.hasPoster ? this.#parts.layout.poster(id) : undefined;
  }

  /** The small animation; undefined where the clip has none, as a still never has. */
  preview(id: string): StoredPreview | undefined {
    const { tables, layout } = this.#parts;
    const preview = tables.previews.ofClip(id);
    if (preview === undefined) return undefined;
    const { version, format, planKey } = preview;
    return { path: layout.preview(id, version, format), version, format, planKey };
  }

  /** What is known of how a browser plays the video; undefined where nobody has looked yet. */
  watching(
    id: string,
  ): { playsOriginal: boolean; copy?: { path: string; version: string; bytes: number } } | undefined {
    const { tables, layout } = this.#parts;
    const found = tables.watching.ofClip(id);
    if (found === undefined) return undefined;
    const { playsOriginal, version, bytes } = found;
    if (version === null) return { playsOriginal };
    return { playsOriginal, copy: { path: layout.preview(id, version, 'mp4'), version, bytes } };
  }

  /** The small copies of videos that there are. */
  copies(): { clipId: string; bytes: number }[] {
    const records = [...this.#parts.tables.watching.byClip().values()];
    return records.flatMap(({ clipId, version, bytes }) => (version === null ? [] : [{ clipId, bytes }]));
  }

  /** Originals, frames, and what is made of them, of discarded clips too. */
  bytes(): number {
    const records = this.#parts.tables.clips.records();
    const own = records.reduce((sum, { originalBytes, renditionBytes }) => sum + originalBytes + renditionBytes, 0);
    return own + this.previewBytes();
  }

  /** What is kept beside originals and frames, in bytes: small copies of videos, and moving previews. */
  previewBytes(): number {
    const { previews, watching } = this.#parts.tables;
    const records = [...previews.byClip().values(), ...watching.byClip().values()];
    return records.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** The frame zip of this plan; undefined where the clip has none. */
  renditionPath(id: string, planKey: string): string | undefined {
    const { tables, layout } = this.#parts;
    return tables.renditions.has(id, planKey) ? layout.rendition(id, planKey) : undefined;
  }

  /** What there is to show of a clip: the frames of this plan, else the newest of the same size; undefined where there are none. */
  shownFrames(id: string, wanted: WantedFrames): ShownFrames | undefined {
    return shownFrames(this.#parts, id, wanted);
  }

  /** Of every clip, for every plan. */
  renditions(): Pick<RenditionRecord, 'clipId' | 'planKey' | 'bytes'>[] {
    return [...this.#parts.tables.renditions.byClip().values()].flat();
  }

  #watched(id: string) {
    const { previews, watching } = this.#parts.tables;
    return { preview: previews.ofClip(id), watching: watching.ofClip(id) };
  }

  #toClip(
    record: ClipRecord,
    derived: { preview: PreviewRecord | undefined; watching: WatchingRecord | undefined },
  ): Clip {
    const problem = this.#parts.problems.get(record.id);
    return { ...toClip(record, derived), ...(problem && { problem }) };
  }
}

/** Throws clip-not-found, also where it was discarded. */
export function expectRecord({ clips }: Pick<Tables, 'clips'>, id: string): ClipRecord {
  const record = clips.record(id);
  if (record && !record.discarded) return record;
  throw libraryError('clip-not-found', `There is no clip ${JSON.stringify(id)}.`);
}

function parseJson(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}
