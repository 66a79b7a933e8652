import { isIPv6 } from 'node:net';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import { FramedError } from '../errors.js';

/** Wrong codes from one address before it has to wait: those of two codes. Then 1 minute for the next one, 2, 4, … up to an hour. */
const TRIES_OF_ADDRESS = 10;
const FIRST_WAIT_S = 60;
const LONGEST_WAIT_S = 3600;
/** Whoever made no more mistakes for so long begins anew. */
const FORGOTTEN_AFTER_S = 24 * 3600;

/**
 * From all addresses together, in an hour: at 60 of 10^6 codes an attacker with any number of addresses has guessed one with a chance of 1 in
 * 2 after 1.3 years (ln 2 / (60 / 10^6) = 11,552 hours).
 */
const TRIES_OF_ALL = 60;
const ALL_WITHIN_S = 3600;

const ALL = 'all';

interface Limiters {
  readonly ofAll: RateLimiterMemory;
  readonly ofAddress: RateLimiterMemory;
  readonly waits: RateLimiterMemory;
}

/** Keeps codes from being guessed: wrong ones are counted for each address and together, and cost ever more time. */
export class AttemptLimits {
  #limiters: Promise<Limiters> | undefined;

  /**
   * Counts a try before it is made, so that a hundred at once are a hundred. Call {@link succeeded} where it was right.
   * Throws {@link TooManyAttempts}.
   */
  async begin(address: string): Promise<void> {
    const { ofAll, ofAddress, waits } = await this.#load();
    const key = limitKey(address);
    const waiting = await waits.get(key);
    if (waiting !== null && waiting.msBeforeNext > 0) throw new TooManyAttempts(waiting.msBeforeNext);
    const all = await ofAll.get(ALL);
    if (all !== null && all.remainingPoints <= 0) throw new TooManyAttempts(all.msBeforeNext);
    await ofAll.penalty(ALL);
    const { consumedPoints } = await ofAddress.penalty(key);
    const over = consumedPoints - TRIES_OF_ADDRESS;
    // From the last free one on, each is followed by a wait twice as long.
    if (over >= 0) await waits.block(key, Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** over));
  }

  async succeeded(address: string): Promise<void> {
    const { ofAll, ofAddress, waits } = await this.#load();
    const key = limitKey(address);
    await Promise.all([ofAddress.delete(key), waits.delete(key), ofAll.reward(ALL)]);
  }

  /** When the first code is tried: its package loads limiters for a dozen databases, 40 ms on a computer. */
  #load(): Promise<Limiters> {
    this.#limiters ??= import('rate-limiter-flexible').then(({ RateLimiterMemory }) => ({
      ofAll: new RateLimiterMemory({ points: TRIES_OF_ALL, duration: ALL_WITHIN_S }),
      ofAddress: new RateLimiterMemory({ points: TRIES_OF_ADDRESS, duration: FORGOTTEN_AFTER_S }),
      waits: new RateLimiterMemory({ points: 1, duration: LONGEST_WAIT_S }),
    }));
    return this.#limiters;
  }
}

/** Says when to come again. */
export class TooManyAttempts extends FramedError<'too-many-attempts'> {
  readonly retryAfterSeconds: number;

  constructor(waitMs: number) {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
    super('too-many-attempts', `Too many wrong codes have been tried; try again in ${wait}.`);
    this.retryAfterSeconds = seconds;
  }
}

/** An IPv6 network of one household counts as one address (RFC 6177: it has a /64 at least); IPv4 in IPv6 clothes is IPv4. */
export function limitKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? 0 : tail.split(':').length;
    while (groups.length + after < 8) groups.push('0');
  }
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
