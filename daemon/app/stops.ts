/** What has to be stopped, in the order it was started; run in reverse. */
export class Stops {
  readonly #stops: (() => Promise<unknown> | unknown)[] = [];
  #running: Promise<void> | undefined;

  add(stop: () => Promise<unknown> | unknown): void {
    this.#stops.push(stop);
  }

  /** Every stop runs, even where one before it failed; the first failure is thrown at the end. Runs once, however often it is called. */
  run(): Promise<void> {
    this.#running ??= this.#runAll();
    return this.#running;
  }

  async #runAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const stop of this.#stops.reverse()) {
      try {
        await stop();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
