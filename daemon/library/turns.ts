/** Work that must not overlap runs one after the other, in the order asked. A failed turn does not stop the next. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Resolves when everything asked so far has ended. */
  async ended(): Promise<void> {
    await this.#last;
  }
}
