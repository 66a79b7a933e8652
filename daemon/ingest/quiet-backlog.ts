import { toPlainError } from '../errors.js';
import type { Clip } from '../protocol/clip.js';
import type { IngestRoom } from './ingest-room.js';

/** Until what brought the clip has ended and been told: work that nobody waits for must not keep 'ready' waiting. */
const BEGIN_AFTER_MS = 250;

export interface QuietWork {
  /** For the log: "preview". */
  readonly what: string;
  /** Sees to one clip, where that is needed. What it throws is logged. */
  make(clip: Clip, signal: AbortSignal): Promise<void>;
  readonly beginAfterMs?: number;
}

/**
 * Clips that something is to be made for: one at a time, when nothing else is to be converted, and without a job, since nobody waits for it.
 * May be told of clips at every change.
 */
export class QuietBacklog {
  readonly #room: IngestRoom;
  readonly #work: QuietWork;
  readonly #clipIds = new Set<string>();
  readonly #abort = new AbortController();
  #beginning: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(room: IngestRoom, work: QuietWork) {
    this.#room = room;
    this.#work = work;
  }

  add(clipIds: readonly string[]): void {
    if (this.#abort.signal.aborted) return;
    for (const id of clipIds) this.#clipIds.add(id);
    this.#beginning ??= setTimeout(() => this.#begin(), this.#work.beginAfterMs ?? BEGIN_AFTER_MS);
  }

  /** Resolves when what was being made has ended. What is missing is seen to at the next start. */
  async stop(): Promise<void> {
    this.#abort.abort();
    clearTimeout(this.#beginning);
    await this.#running;
  }

  #begin(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    this.#beginning = undefined;
  }

  async #run(): Promise<void> {
    const { library, log } = this.#room;
    for (const id of this.#clipIds) {
      this.#clipIds.delete(id);
      if (this.#abort.signal.aborted) return;
      try {
        const clip = library.clip(id);
        if (clip !== undefined) await this.#work.make(clip, this.#abort.signal);
      } catch (error) {
        const isWanted = !this.#abort.signal.aborted && library.clip(id) !== undefined;
        if (isWanted) log.warn(`a clip gets no ${this.#work.what}`, { clip: id, reason: toPlainError(error).message });
      }
    }
  }
}
