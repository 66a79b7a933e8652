import { toPlainError } from '../errors.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';

/**
 * What can be given up where room is wanted for something that people send: copies to watch, which can be made again, and then clips that
 * were thrown away and could still be taken back.
 */
export class SpareRoom {
  readonly #library: Library;
  readonly #log: Log;
  #giving: Promise<void> = Promise.resolve();

  constructor(library: Library, log: Log) {
    this.#library = library;
    this.#log = log;
  }

  bytes(): number {
    return this.#pieces().reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Gives up so much, or all there is. Resolves when it is gone; never rejects. */
  give(bytes: number): Promise<void> {
    this.#giving = this.#giving.then(async () => {
      let left = bytes;
      for (const piece of this.#pieces()) {
        if (left <= 0) return;
        try {
          await piece.giveUp();
          left -= piece.bytes;
          this.#log.info('gave up for room', { what: piece.what, clip: piece.clipId, bytes: piece.bytes });
        } catch (error) {
          this.#log.warn('could not give up for room', { clip: piece.clipId, reason: toPlainError(error).message });
        }
      }
    });
    return this.#giving;
  }

  #pieces() {
    const library = this.#library;
    const copies = library.copies().map(({ clipId, bytes }) => ({
      ...{ what: 'a copy', clipId, bytes },
      giveUp: () => library.removeCopy(clipId),
    }));
    const discarded = library.discardedClips().map(({ id: clipId, originalBytes, renditionBytes }) => ({
      ...{ what: 'a discarded clip', clipId, bytes: originalBytes + renditionBytes },
      giveUp: () => library.remove(clipId),
    }));
    return [...copies, ...discarded];
  }
}
