import type { Clock } from '../clock.js';

export interface TokenBucketOptions {
  /** What can be had at once. */
  readonly burst: number;
  /** What comes back. */
  readonly perSecond: number;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

/** A budget that fills again with time. */
export class TokenBucket {
  readonly #options: TokenBucketOptions;
  #tokens: number;
  #atMs: number;

  constructor(options: TokenBucketOptions) {
    this.#options = options;
    this.#tokens = options.burst;
    this.#atMs = options.clock.monotonicMs();
  }

  /** Takes so many; false, and takes none, where there are fewer. */
  take(tokens: number): boolean {
    this.#fill();
    if (tokens > this.#tokens) return false;
    this.#tokens -= tokens;
    return true;
  }

  get isFull(): boolean {
    this.#fill();
    return this.#tokens >= this.#options.burst;
  }

  #fill(): void {
    const { burst, perSecond, clock } = this.#options;
    const nowMs = clock.monotonicMs();
    this.#tokens = Math.min(burst, this.#tokens + ((nowMs - this.#atMs) * perSecond) / 1000);
    this.#atMs = nowMs;
  }
}
