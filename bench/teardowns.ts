/** In place of a test, for the tests' own pieces: what they started is ended when the benchmark is through, the last first. */
export class Teardowns {
  readonly #ends: (() => unknown)[] = [];

  teardown(end: () => unknown): void {
    this.#ends.push(end);
  }

  async run(): Promise<void> {
    for (const end of this.#ends.splice(0).reverse()) await end();
  }
}
