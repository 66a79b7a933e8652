import type { ClipConverter } from './clip-converter.js';

/** From here on most places where a telling frame is looked for can be read. */
const ENOUGH_PERCENT = 50;

/**
 * The poster of a clip whose frames are still being made: begun when half of them are, so that nobody waits for it in the end. It is an
 * attempt, and where it fails the poster is made of the whole clip.
 */
export class EarlyPoster {
  readonly #job: { readonly zip: string; readonly output: string; readonly signal: AbortSignal };
  readonly #converter: Pick<ClipConverter, 'poster'>;
  #made: Promise<string | undefined> | undefined;

  constructor(job: { zip: string; output: string; signal: AbortSignal }, converter: Pick<ClipConverter, 'poster'>) {
    this.#job = job;
    this.#converter = converter;
  }

  /** So much of the clip has been made. */
  progress(percent: number | undefined): void {
    if (percent === undefined || percent < ENOUGH_PERCENT) return;
    this.#made ??= this.#converter.poster({ ...this.#job, madeShare: Math.min(1, percent / 100) }).then(
      () => this.#job.output,
      () => undefined,
    );
  }

  /** Its path, when nothing is under way any more; undefined: there is none. */
  async path(): Promise<string | undefined> {
    return this.#made;
  }
}
