import type { Lock, Locker, RequestRelease } from '@tus/server';
import { uploadError } from './upload-error.js';

/** Longer than the holder is given to let go (LOCK_DRAIN_MS) and to write what it has: well under a second, even to a slow card. */
const WAIT_MS = 2000;

interface Held {
  readonly letGo: RequestRelease;
  readonly released: Promise<void>;
  release(): void;
}

/**
 * One request at a time for each upload. A newcomer asks the holder to let go: a phone that comes back has a new connection while its old
 * one still seems alive. Who waits for too long is refused with upload-busy (423, which tus-js-client tries again).
 *
 * In place of @tus/server's MemoryLocker, which asks again at every turn of the event loop while it waits, and ends with a 500.
 */
export class UploadLocks implements Locker {
  readonly #held = new Map<string, Held>();
  readonly #waitMs: number;

  /** @param waitMs how long a newcomer waits at most. */
  constructor(waitMs = WAIT_MS) {
    this.#waitMs = waitMs;
  }

  newLock(id: string): Lock {
    return {
      lock: (signal, letGo) => this.#lock(id, signal, letGo),
      unlock: async () => this.#held.get(id)?.release(),
    };
  }

  async #lock(id: string, signal: AbortSignal, letGo: RequestRelease): Promise<void> {
    for (let held = this.#held.get(id); held !== undefined; held = this.#held.get(id)) {
      await held.letGo();
      const isReleased = await this.#wait(held.released, signal);
      if (!isReleased) throw uploadError('upload-busy', 'Another connection sends this file; try again in a moment.');
    }
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = () => {
        this.#held.delete(id);
        resolve();
      };
    });
    this.#held.set(id, { letGo, released, release });
  }

  /** False where it took too long, or the one who waits is gone. */
  #wait(released: Promise<void>, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isReleased: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        resolve(isReleased);
      };
      const giveUp = () => end(false);
      const timer = setTimeout(giveUp, this.#waitMs);
      signal.addEventListener('abort', giveUp, { once: true });
      released.then(() => end(true));
      if (signal.aborted) giveUp();
    });
  }
}
