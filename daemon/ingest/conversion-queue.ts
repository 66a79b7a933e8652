/** Uploads, whose senders wait, come before frames that are made again for another panel. Within a rank: first come, first served. */
export const RANKS = { upload: 0, render: 1 } as const;
export type Rank = keyof typeof RANKS;

interface Waiter {
  readonly rank: Rank;
  start(): void;
}

/** Lets `atOnce` pieces of work run at a time. What runs is never interrupted for what waits. */
export class ConversionQueue {
  #free: number;
  readonly #waiting: Waiter[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Settles as `work` does, or rejects with the signal's reason where that is aborted before its turn; `work` is not called then. */
  async run<T>(rank: Rank, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#turn(rank, signal);
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.#passOn();
    }
  }

  async #turn(rank: Rank, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    const { promise, resolve, reject } = withResolvers();
    const leave = () => {
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      reject(signal.reason);
    };
    const waiter: Waiter = {
      rank,
      start: () => {
        signal.removeEventListener('abort', leave);
        resolve();
      },
    };
    signal.addEventListener('abort', leave, { once: true });
    this.#waiting.push(waiter);
    this.#waiting.sort((a, b) => RANKS[a.rank] - RANKS[b.rank]);
    await promise;
  }

  /** The turn goes to who waits first, so that a newcomer cannot slip in between. */
  #passOn(): void {
    const next = this.#waiting.shift();
    if (next) next.start();
    else this.#free += 1;
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (reason: unknown) => void } {
  let resolve = () => {};
  let reject = (_reason: unknown) => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
