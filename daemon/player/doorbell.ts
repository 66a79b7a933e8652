/**
 * A word of shared memory that one thread sleeps on and any thread may ring.
 *
 * The sleeper reads `count()` first, then looks at everything it cares about, then waits with the count it read: a ring in between
 * changes the word, and the wait returns at once. So no ring is lost and none needs a lock.
 */
export class Doorbell {
  readonly #words: Int32Array;
  readonly #index: number;

  constructor(words: Int32Array, index: number) {
    this.#words = words;
    this.#index = index;
  }

  /** Wakes the sleeper, or keeps it from falling asleep. */
  ring(): void {
    Atomics.add(this.#words, this.#index, 1);
    Atomics.notify(this.#words, this.#index);
  }

  /** Rings so far. */
  count(): number {
    return Atomics.load(this.#words, this.#index);
  }

  /** Blocks this thread until there were more than `heard` rings, at most `timeoutMs` (which may be a fraction, or Infinity). */
  wait(heard: number, timeoutMs: number): void {
    Atomics.wait(this.#words, this.#index, heard, timeoutMs);
  }
}
