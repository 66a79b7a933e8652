import type { SpawnWorker } from '../../../daemon/player/crew.js';
import { bareWorker } from './bare-worker.js';

/** Starts the player's threads so that one of them can be made to hang. */
export class Hangable {
  readonly #flags = new Map<string, Int32Array>();

  readonly spawn: SpawnWorker = (url, { workerData, ...options }) => {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    this.#flags.set(options.name ?? '', flag);
    const hanging = { flag, url: url.href };
    return bareWorker(new URL('./hanging.worker.js', import.meta.url), {
      ...options,
      workerData: { ...workerData, hanging },
    });
  };

  /** From the next time on that it would have waited for something. */
  hang(name: 'producer' | 'consumer'): void {
    const flag = this.#flags.get(name);
    if (flag) Atomics.store(flag, 0, 1);
  }
}
