import type { Library } from '../library/library.js';

/** Clips in the library at the least until those that are gone are looked for: 100 bytes each. */
const FEWEST = 256;

/**
 * What was begun for clips in the background: once is enough, what failed fails again. Of each clip the last is remembered, and of clips that
 * are gone nothing, sooner or later.
 */
export class Attempts {
  readonly #library: Pick<Library, 'clip'>;
  readonly #last = new Map<string, string>();
  #mostClips = FEWEST;

  constructor(library: Pick<Library, 'clip'>) {
    this.#library = library;
  }

  /** Clips that something is remembered of. */
  get size(): number {
    return this.#last.size;
  }

  /** @param what such as the plan. False: it is what was begun for this clip last. */
  begin(clipId: string, what: string): boolean {
    if (this.#last.get(clipId) === what) return false;
    this.#last.set(clipId, what);
    if (this.#last.size > this.#mostClips) this.#forgetGone();
    return true;
  }

  /** Somebody asks for it again. */
  forget(clipId: string): void {
    this.#last.delete(clipId);
  }

  /** Where all are there, at twice as many again: so it costs little at each. */
  #forgetGone(): void {
    for (const id of this.#last.keys()) if (this.#library.clip(id) === undefined) this.#last.delete(id);
    this.#mostClips = Math.max(FEWEST, 2 * this.#last.size);
  }
}
