import type { Clock } from '../clock.js';
import { newSecret, secretHash } from './secret.js';

/** Long enough to carry it from a terminal to a browser. */
const LINK_MS = 10 * 60_000;
/** Whoever makes more has given the first ones up. */
const MAX_LINKS = 20;

/** One-time links: each signs one browser in, once. They are in memory only, and gone with the process. */
export class SignInLinks {
  readonly #clock: Clock;
  /** When each ends, by the hash of its secret. The oldest first. */
  readonly #untilMs = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  create(): { secret: string; expiresInMs: number } {
    const [oldest] = this.#untilMs.keys();
    if (oldest !== undefined && this.#untilMs.size >= MAX_LINKS) this.#untilMs.delete(oldest);
    const secret = newSecret();
    this.#untilMs.set(secretHash(secret), this.#clock.monotonicMs() + LINK_MS);
    return { secret, expiresInMs: LINK_MS };
  }

  /** True once, in time. */
  use(secret: string): boolean {
    const hash = secretHash(secret);
    const untilMs = this.#untilMs.get(hash);
    this.#untilMs.delete(hash);
    return untilMs !== undefined && this.#clock.monotonicMs() < untilMs;
  }
}
