import type { Geometry } from '../../display/display.js';
import { FramedError } from '../errors.js';
import type { Growth } from '../frames/growing-table.js';
import type { FrameResult } from '../frames/reader.js';
import type { ClipTimeline } from './playhead.js';

/** What the producer needs of a clip; a FrameZipReader is one, and so is a GrowingZipReader. */
export interface PlayableClip extends ClipTimeline {
  readonly geometry: Geometry;
  /** Decodes a frame; from `previous`, where that is what this clip wrote last. */
  seekFrame(index: number, into: Uint8Array, previous?: Uint8Array): FrameResult;
  /** Where the clip is still being written: looks whether there is more of it. */
  refresh?(): Growth;
  close(): void;
}

/** Opens a clip, which may still be growing; throws where it is missing or refused. */
export type OpenClip = (path: string, growing: boolean) => PlayableClip;

/** The few clips used last, open: what shows, what comes next, what was before. The one used longest ago is closed. */
export class ClipCache {
  readonly #open: OpenClip;
  readonly #geometry: Geometry;
  readonly #capacity: number;
  /** By path, the one used last at the end. */
  readonly #clips = new Map<string, PlayableClip>();

  constructor({ open, geometry, capacity = 4 }: { open: OpenClip; geometry: Geometry; capacity?: number }) {
    this.#open = open;
    this.#geometry = geometry;
    this.#capacity = capacity;
  }

  /** @throws whatever opening throws, and FramedError 'clip-wrong-size' where the clip was made for another panel. */
  get({ path, growing = false }: { path: string; growing?: boolean }): PlayableClip {
    const clip = this.#usable(path, growing) ?? this.#openFitting(path, growing);
    this.#clips.delete(path);
    this.#clips.set(path, clip);
    for (const oldest of this.#clips.keys()) {
      if (this.#clips.size <= this.#capacity) break;
      this.#drop(oldest);
    }
    return clip;
  }

  /** Closes what is not among `paths`: a file that was replaced must not be read from its former self. */
  keepOnly(paths: ReadonlySet<string>): void {
    for (const path of this.#clips.keys()) {
      if (!paths.has(path)) this.#drop(path);
    }
  }

  /** A clip that was opened while it grew is good for as long as it grows as it is said to, and when it has ended. */
  #usable(path: string, growing: boolean): PlayableClip | undefined {
    const clip = this.#clips.get(path);
    const growth = clip?.refresh?.() ?? 'ended';
    if (growth === 'ended' || (growth === 'growing' && growing)) return clip;
    this.#drop(path);
    return undefined;
  }

  #openFitting(path: string, growing: boolean): PlayableClip {
    const clip = this.#open(path, growing);
    const { width, height } = clip.geometry;
    if (width === this.#geometry.width && height === this.#geometry.height) return clip;
    clip.close();
    const wanted = `${this.#geometry.width}x${this.#geometry.height}`;
    throw new FramedError('clip-wrong-size', `The clip was made for ${width}x${height}; this panel shows ${wanted}.`);
  }

  #drop(path: string): void {
    this.#clips.get(path)?.close();
    this.#clips.delete(path);
  }
}
