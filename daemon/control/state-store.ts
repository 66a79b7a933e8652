import type { Clock } from '../clock.js';
import { createMergePatch } from '../protocol/merge-patch.js';
import type { State } from '../protocol/state.js';
import type { Timers } from './timers.js';

/** At most 20 patches a second: a phone's browser shows no more, and a burst of changes costs one message. */
const PATCH_INTERVAL_MS = 50;

/** An RFC 7386 merge patch of the state, and the revision that it leads to. */
export interface StatePatch {
  revision: number;
  patch: Record<string, unknown>;
}

export interface StateStoreOptions {
  initial: State;
  clock: Clock;
  timers: Timers;
}

/**
 * The one state that every client sees.
 *
 * Revisions count from 0 and rise by one with each published patch. Changes that come faster than patches may be sent are
 * united; a change that is taken back in between is not published at all.
 */
export class StateStore {
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #subscribers = new Set<(patch: StatePatch) => void>();
  #state: State;
  /** What the subscribers know: the state as of `#revision`. */
  #published: State;
  #revision = 0;
  #publishedAtMs = Number.NEGATIVE_INFINITY;
  #cancelPublish: (() => void) | undefined;

  constructor({ initial, clock, timers }: StateStoreOptions) {
    this.#state = initial;
    this.#published = initial;
    this.#clock = clock;
    this.#timers = timers;
  }

  /** The newest state, published or not. Never written to: a change makes a new one. */
  get state(): State {
    return this.#state;
  }

  /**
   * Replaces the state by what `change` returns. `change` must not write to its argument; members it keeps may be shared.
   *
   * @param options.atOnce publish now, whatever was published when: for what somebody waits for.
   */
  update(change: (state: State) => State, { atOnce = false } = {}): void {
    this.#state = change(this.#state);
    if (atOnce) this.#publish();
    if (this.#cancelPublish !== undefined || this.#state === this.#published) return;
    const waitMs = Math.max(0, this.#publishedAtMs + PATCH_INTERVAL_MS - this.#clock.monotonicMs());
    this.#cancelPublish = this.#timers.after(waitMs, () => this.#publish());
  }

  /** The newest state with its revision. What was waiting is published first, so that the patches after it join on. */
  snapshot(): { revision: number; state: State } {
    if (this.#cancelPublish !== undefined) this.#publish();
    return { revision: this.#revision, state: this.#state };
  }

  /** Calls back with every patch from now on. Returns what ends it. */
  subscribe(callback: (patch: StatePatch) => void): () => void {
    this.#subscribers.add(callback);
    return () => this.#subscribers.delete(callback);
  }

  /** Publishes nothing more. Safe to call twice. */
  close(): void {
    this.#cancelPublish?.();
    this.#cancelPublish = undefined;
    this.#subscribers.clear();
  }

  #publish(): void {
    this.#cancelPublish?.();
    this.#cancelPublish = undefined;
    const patch = createMergePatch(this.#published, this.#state);
    this.#published = this.#state;
    if (patch === undefined) return;
    this.#publishedAtMs = this.#clock.monotonicMs();
    this.#revision += 1;
    for (const subscriber of this.#subscribers) subscriber({ revision: this.#revision, patch });
  }
}
