import type { Geometry } from '../../display/display.js';
import { FramedError } from '../errors.js';
import type { FrameResult } from '../frames/reader.js';
import type { ClipTimeline } from './playhead.js';

/** What the producer needs of a clip; a FrameZipReader is one. */
export interface PlayableClip extends ClipTimeline {
  readonly geometry: Geometry;
  /** Decodes a frame; from `previous`, where that is what this clip wrote last. */
  seekFrame(index: number, into: Uint8Array, previous?: Uint8Array): FrameResult;
  close(): void;
}

/** Opens a clip; throws where it is missing or refused. */
export type OpenClip = (path: string) => PlayableClip;

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
  get(path: string): PlayableClip {
    const clip = this.#clips.get(path) ?? this.#openFitting(path);
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

  #openFitting(path: string): PlayableClip {
    const clip = this.#open(path);
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
