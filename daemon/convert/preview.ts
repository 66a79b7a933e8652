import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, resolve } from 'node:path';
import type { Geometry } from '../../display/display.js';
import type { PosterContext } from './conversion.js';
import { cancelled, throwIfCancelled } from './convert-error.js';
import { type ConvertOptions, checkOptions } from './options.js';
import { renderPreview } from './preview-frame.js';
import { PreviewStill } from './preview-still.js';
import { takeStill } from './take-still.js';

export interface PreviewJob {
  /** Path of the file, the kept original. */
  readonly source: string;
  /** For messages. Default: the path's last part. */
  readonly originalName?: string;
  readonly geometry: Geometry;
  readonly options: ConvertOptions;
  /** On the clip's own clock. Default: where `options` begin. */
  readonly atMs?: number;
  /** Where a HEIC photo is unpacked for a moment. Default: the system's folder for such things. */
  readonly workFolder?: string;
  readonly signal?: AbortSignal;
}

/** A still for a 320x240 panel takes 1 MB with its sizes, for 800x480 about 6 MB. */
const MAX_STILLS = 4;

/** Shows how a choice would look, without converting. Keeps the last few stills in memory, by file and moment. */
export class Previews {
  readonly #stills = new Map<string, SharedStill>();

  /** One RGB565 frame, big-endian. Throws what converting the file would throw. */
  async preview(job: PreviewJob, context: PosterContext): Promise<Uint8Array> {
    const { geometry, options, signal } = job;
    checkOptions(geometry, options);
    throwIfCancelled(signal);
    const source = resolve(job.source);
    const atMs = job.atMs ?? options.startMs ?? 0;
    const { size, mtimeMs } = await stat(source);
    const key = JSON.stringify([source, size, mtimeMs, atMs, Math.max(geometry.width, geometry.height)]);
    const still = await this.#still(key, signal, (stop) => {
      const { originalName = basename(source), workFolder = tmpdir() } = job;
      return takeStill({ source, originalName, workFolder, signal: stop }, atMs, geometry, context);
    });
    return renderPreview(still, geometry, options);
  }

  /** Whoever asks for a still that is being made waits for it; it is given up when nobody waits any more. */
  async #still(
    key: string,
    signal: AbortSignal | undefined,
    make: (stop: AbortSignal) => ReturnType<typeof takeStill>,
  ): Promise<PreviewStill> {
    const known = this.#stills.get(key);
    const shared = known && !known.failed ? known : new SharedStill(make);
    // The one that was wanted last is forgotten last.
    this.#stills.delete(key);
    this.#stills.set(key, shared);
    const [oldest] = this.#stills.keys();
    if (this.#stills.size > MAX_STILLS && oldest !== undefined) this.#stills.delete(oldest);
    try {
      return await shared.wait(signal);
    } catch (error) {
      if (shared.failed && this.#stills.get(key) === shared) this.#stills.delete(key);
      throw error;
    }
  }
}

/** One still in the making, for all who wait for it. */
class SharedStill {
  readonly #stop = new AbortController();
  readonly #made: Promise<PreviewStill>;
  #state: 'making' | 'made' | 'failed' = 'making';
  #waiting = 0;

  constructor(make: (stop: AbortSignal) => ReturnType<typeof takeStill>) {
    this.#made = make(this.#stop.signal).then((pixels) => new PreviewStill(pixels));
    this.#made.then(
      () => {
        this.#state = 'made';
      },
      () => {
        this.#state = 'failed';
      },
    );
  }

  /** It will not come any more. */
  get failed(): boolean {
    return this.#state === 'failed';
  }

  async wait(signal: AbortSignal | undefined): Promise<PreviewStill> {
    this.#waiting++;
    let onAbort = () => {};
    const givenUp = new Promise<never>((_, reject) => {
      onAbort = () => reject(cancelled());
      if (signal?.aborted) onAbort();
      else signal?.addEventListener('abort', onAbort, { once: true });
    });
    try {
      return await Promise.race([this.#made, givenUp]);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#waiting--;
      if (this.#waiting === 0 && this.#state === 'making') {
        this.#state = 'failed';
        this.#stop.abort();
        await this.#made.catch(() => {});
      }
    }
  }
}
