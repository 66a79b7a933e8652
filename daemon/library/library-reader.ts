import type { PlainError } from '../errors.js';
import type { Clip } from '../protocol/clip.js';
import { type ClipRecord, toClip } from './clips.js';
import type { Layout } from './layout.js';
import { libraryError } from './library-error.js';
import type { PreviewRecord } from './previews.js';
import type { RenditionRecord } from './renditions.js';
import { type ShownFrames, shownFrames, type WantedFrames } from './shown-frames.js';
import type { Tables } from './tables.js';

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
    const { clips, previews } = this.#parts.tables;
    const byClip = previews.byClip();
    return clips.records().map((record) => this.#toClip(record, byClip.get(record.id)));
  }

  clip(id: string): Clip | undefined {
    const { clips, previews } = this.#parts.tables;
    const record = clips.record(id);
    return record && this.#toClip(record, previews.ofClip(id));
  }

  /** Throws clip-not-found. */
  expect(id: string): Clip {
    const { tables } = this.#parts;
    return this.#toClip(expectRecord(tables, id), tables.previews.ofClip(id));
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

  #toClip(record: ClipRecord, preview: PreviewRecord | undefined): Clip {
    const problem = this.#parts.problems.get(record.id);
    return { ...toClip(record, preview), ...(problem && { problem }) };
  }
}

/** Throws clip-not-found. */
export function expectRecord({ clips }: Pick<Tables, 'clips'>, id: string): ClipRecord {
  const record = clips.record(id);
  if (record) return record;
  throw libraryError('clip-not-found', `There is no clip ${JSON.stringify(id)}.`);
}

function parseJson(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}
