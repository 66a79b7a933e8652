/**
 * Sends values one after the other; while one is under way only the newest of those that come is kept. So a slow line is never behind a
 * finger by more than one value, and a fast one is told every value.
 *
 * @param send never rejects.
 */
export class NewestWins<T> {
  readonly #send: (value: T) => Promise<unknown>;
  #waiting: { value: T } | undefined;
  #running: Promise<void> | undefined;

  constructor(send: (value: T) => Promise<unknown>) {
    this.#send = send;
  }

  /** Resolves when nothing is under way any more: the newest value has been sent. */
  push(value: T): Promise<void> {
    this.#waiting = { value };
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting !== undefined) {
      const { value } = this.#waiting;
      this.#waiting = undefined;
      await this.#send(value);
    }
    this.#running = undefined;
  }
}
