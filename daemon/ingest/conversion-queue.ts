/**
 * Whoever waits for a picture, having sent a file or chosen another look, comes before frames that are made again in the background.
 * Within a rank: first come, first served.
 */
export const RANKS = { wanted: 0, render: 1 } as const;
export type Rank = keyof typeof RANKS;

interface Waiter {
  readonly rank: Rank;
  start(): void;
}

/**
 * Lets `atOnce` pieces of work run at a time.
 *
 * Background work gives its turn up when wanted work comes, and begins anew later. It is not paused: a stopped ffmpeg keeps its memory,
 * which on a small machine is what the newcomer needs, and looks to its guard like one that hangs. What it had done is lost, but it was
 * work that nobody waits for.
 */
export class ConversionQueue {
  #free: number;
  readonly #waiting: Waiter[] = [];
  /** Background work that runs, oldest first. */
  readonly #interruptible: AbortController[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /**
   * Settles as `work` does, or rejects with the signal's reason where that is aborted before its turn; `work` is not called then.
   *
   * @param work is called again where its turn was taken away. Its signal ends it then, and when the given one is aborted.
   */
  async run<T>(rank: Rank, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    for (;;) {
      const turn = new AbortController();
      await this.#turn(rank, signal, turn);
      const either = AbortSignal.any([signal, turn.signal]);
      try {
        either.throwIfAborted();
        return await work(either);
      } catch (error) {
        if (signal.aborted || !turn.signal.aborted) throw error;
      } finally {
        remove(this.#interruptible, turn);
        this.#passOn();
      }
    }
  }

  async #turn(rank: Rank, signal: AbortSignal, turn: AbortController): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      this.#begun(rank, turn);
      return;
    }
    if (rank === 'wanted') this.#interruptible.shift()?.abort();
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        remove(this.#waiting, waiter);
        reject(signal.reason);
      };
      const waiter: Waiter = {
        rank,
        start: () => {
          signal.removeEventListener('abort', leave);
          this.#begun(rank, turn);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiter);
      this.#waiting.sort((a, b) => RANKS[a.rank] - RANKS[b.rank]);
    });
  }

  #begun(rank: Rank, turn: AbortController): void {
    if (rank === 'render') this.#interruptible.push(turn);
  }

  /** The turn goes to who waits first, so that a newcomer cannot slip in between. */
  #passOn(): void {
    const next = this.#waiting.shift();
    if (next) next.start();
    else this.#free += 1;
  }
}

function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
