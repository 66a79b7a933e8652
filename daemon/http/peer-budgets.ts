import { TokenBucket, type TokenBucketOptions } from '../control/token-bucket.js';
import { peerOf } from './peer-address.js';

/** Above this, those who have all their budget are forgotten: a full one is what a stranger gets. */
const MANY_PEERS = 1000;

/** A budget for each address. */
export class PeerBudgets {
  readonly #options: TokenBucketOptions;
  readonly #budgets = new Map<string, TokenBucket>();

  constructor(options: TokenBucketOptions) {
    this.#options = options;
  }

  /** Takes one from the address's budget; false where there is none. What has no address, on a unix socket, always has one. */
  take(remoteAddress: string | undefined): boolean {
    if (remoteAddress === undefined) return true;
    const peer = peerOf(remoteAddress);
    const budget = this.#budgets.get(peer) ?? this.#open(peer);
    return budget.take(1);
  }

  #open(peer: string): TokenBucket {
    if (this.#budgets.size >= MANY_PEERS) this.#forgetFull();
    const budget = new TokenBucket(this.#options);
    this.#budgets.set(peer, budget);
    return budget;
  }

  #forgetFull(): void {
    for (const [peer, budget] of this.#budgets) if (budget.isFull) this.#budgets.delete(peer);
  }
}
