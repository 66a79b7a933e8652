/**
 * Whoever waits for a picture, having sent a file or chosen another look, comes first; then files that are still arriving, whose conversion
 * can go no faster than they come; then frames that are made again in the background; then the small previews in the list;
 * last of all copies of videos for browsers. Within a rank: first come, first served.
 */
export const RANKS = { wanted: 0, arriving: 1, render: 2, preview: 3, copy: 4 } as const;
export type Rank = keyof typeof RANKS;

/**
 * So long may a file that arrives keep a turn for which others wait. On a home network most recordings are there by then (10 s at 4 MB/s
 * are 40 MB); one that is not comes slowly, or not at all, and is converted from disk when it is whole.
 */
const ARRIVING_GRACE_MS = 10_000;

interface Waiter {
  readonly rank: Rank;
  start(): void;
}

/**
 * Lets `atOnce` pieces of work run at a time.
 *
 * Background work gives its turn up when other work comes, and begins anew later. It is not paused: a stopped ffmpeg keeps its memory,
 * which on a small machine is what the newcomer needs, and looks to its guard like one that hangs. What it had done is lost, but it was
 * work that nobody waits for.
 */
export class ConversionQueue {
  /** Below 0 where fewer are allowed than run: those end as they would. */
  #free: number;
  #atOnce: number;
  readonly #waiting: Waiter[] = [];
  /** Work that runs and gives way to such as is waited for, oldest first. */
  readonly #interruptible = {
    arriving: [] as AbortController[],
    render: [] as AbortController[],
    preview: [] as AbortController[],
    copy: [] as AbortController[],
  };
  readonly #after: (ms: number, run: () => void) => () => void;

  /** @param after runs something later, unless the returned function is called first. Default: a timer. */
  constructor(atOnce: number, after = later) {
    this.#free = atOnce;
    this.#atOnce = atOnce;
    this.#after = after;
  }

  /** From now on so many run at a time. What runs already goes on. */
  setAtOnce(atOnce: number): void {
    this.#free += atOnce - this.#atOnce;
    this.#atOnce = atOnce;
    this.#startWaiting();
  }

  /**
   * Settles as `work` does, or rejects with the signal's reason where that is aborted before its turn; `work` is not called then.
   *
   * @param work of rank 'render', 'preview' or 'copy' is called again where its turn was taken away; of rank 'arriving' it is over then, and this
   * rejects. Its signal ends it in either case, and when the given one is aborted.
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
        const beginsAnew = RANKS[rank] >= RANKS.render;
        if (!beginsAnew || signal.aborted || !turn.signal.aborted) throw error;
      } finally {
        if (rank !== 'wanted') remove(this.#interruptible[rank], turn);
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
    const gaveWay = this.#makeWay(rank);
    const isPatient = rank !== 'wanted' || gaveWay;
    const losePatience = isPatient
      ? () => {}
      : this.#after(ARRIVING_GRACE_MS, () => void abortOldest(this.#interruptible.arriving));
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        losePatience();
        remove(this.#waiting, waiter);
        reject(signal.reason);
      };
      const waiter: Waiter = {
        rank,
        start: () => {
          losePatience();
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

  /** Has background work of a lower rank end. Returns whether there was some. */
  #makeWay(rank: Rank): boolean {
    const background = ['copy', 'preview', 'render'] as const;
    return background.some((lower) => RANKS[lower] > RANKS[rank] && abortOldest(this.#interruptible[lower]));
  }

  #begun(rank: Rank, turn: AbortController): void {
    if (rank !== 'wanted') this.#interruptible[rank].push(turn);
  }

  /** The turn goes to who waits first, so that a newcomer cannot slip in between. */
  #passOn(): void {
    this.#free += 1;
    this.#startWaiting();
  }

  #startWaiting(): void {
    while (this.#free > 0) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#free -= 1;
      next.start();
    }
  }
}

function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}

/** @returns whether there was one. */
function abortOldest(turns: AbortController[]): boolean {
  const oldest = turns.shift();
  oldest?.abort();
  return oldest !== undefined;
}

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
}
