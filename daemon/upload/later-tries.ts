/** A stick that was pulled out, or a card that is read-only, is back when somebody has seen to it: soon enough for them, and no load on the disk. */
const AGAIN_MS = 2000;

/** What a disk refused, tried again until it takes it. */
export class LaterTries {
  readonly #after: (ms: number, run: () => void) => () => void;
  readonly #tries = new Map<string, () => Promise<boolean>>();
  #cancel: (() => void) | undefined;
  #isStopped = false;

  /** @param after runs something later, unless the returned function is called first. Default: a timer. */
  constructor(after = later) {
    this.#after = after;
  }

  /** Calls `attempt` every two seconds until it resolves with true. In place of what had this key before. It never rejects. */
  add(key: string, attempt: () => Promise<boolean>): void {
    if (this.#isStopped) return;
    this.#tries.set(key, attempt);
    this.#cancel ??= this.#after(AGAIN_MS, () => void this.#run());
  }

  /** Nothing is tried any more. */
  stop(): void {
    this.#isStopped = true;
    this.#tries.clear();
    this.#cancel?.();
    this.#cancel = undefined;
  }

  async #run(): Promise<void> {
    for (const [key, attempt] of [...this.#tries]) {
      const isDone = await attempt();
      if (isDone && this.#tries.get(key) === attempt) this.#tries.delete(key);
    }
    this.#cancel = this.#tries.size === 0 ? undefined : this.#after(AGAIN_MS, () => void this.#run());
  }
}

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
}
