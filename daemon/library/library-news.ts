import { EventEmitter } from 'node:events';
import type { Log } from '../log.js';

export interface LibraryEvents {
  change: [];
  look: [clipId: string];
}

/** Tells whoever listens what happened in the library, once it is committed. */
export class LibraryNews {
  readonly #events = new EventEmitter();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Returns what ends the subscription. */
  on<Event extends keyof LibraryEvents>(event: Event, callback: (...args: LibraryEvents[Event]) => void): () => void {
    this.#events.on(event, callback);
    return () => void this.#events.off(event, callback);
  }

  /** What is committed is committed: a listener that throws is the listener's trouble. */
  tell<Event extends keyof LibraryEvents>(event: Event, ...args: LibraryEvents[Event]): void {
    try {
      this.#events.emit(event, ...args);
    } catch (error) {
      this.#log.error('a listener of the library failed', { reason: String(error) });
    }
  }
}
