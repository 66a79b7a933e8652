import * as z from 'zod';
import { LASTING_KINDS, type LastingKind } from './plan.js';

/** When a person last changed something by hand, in milliseconds since the epoch, as it is kept across restarts. */
export const HandNotes = z.object({
  display: z.number().optional(),
  brightness: z.number().optional(),
  play: z.number().optional(),
});
export type HandNotes = z.infer<typeof HandNotes>;

/** A small durable note. */
export interface HandNoteStore {
  read(): HandNotes | undefined;
  write(notes: HandNotes): void;
}

/**
 * What people have done by hand, which holds until something of its kind is due.
 *
 * Written down once between two events, since a slider that is drawn sends many changes and an SD card wears; the first of them will do.
 */
export class Hands {
  readonly #store: HandNoteStore;
  readonly #sinceMs = new Map<LastingKind, number>();
  readonly #written = new Map<LastingKind, number>();

  constructor(store: HandNoteStore) {
    this.#store = store;
  }

  /** Takes up what was written down. */
  recall(): void {
    const notes = this.#store.read();
    for (const kind of LASTING_KINDS) {
      const atMs = notes?.[kind];
      if (atMs === undefined) continue;
      this.#sinceMs.set(kind, atMs);
      this.#written.set(kind, atMs);
    }
  }

  /** Whether somebody has changed this since a moment. */
  holdsSince(kind: LastingKind, ms: number): boolean {
    const sinceMs = this.#sinceMs.get(kind);
    return sinceMs !== undefined && sinceMs >= ms;
  }

  /** @param atMs Infinity: while nobody knew the time. */
  touch(kind: LastingKind, atMs: number): void {
    const wasHeld = this.#sinceMs.has(kind);
    this.#sinceMs.set(kind, atMs);
    if (!wasHeld && Number.isFinite(atMs)) this.#write(kind, atMs);
  }

  /** Something of this kind was due, and happened. */
  release(kind: LastingKind): void {
    this.#sinceMs.delete(kind);
  }

  /** Nothing that holds is to outlive this process: whoever plugs a panel in wants to see something. */
  forget(kind: LastingKind): void {
    if (this.#written.delete(kind)) this.#save();
  }

  /** The clock was set back, or is known at last: nobody has changed anything in the future. */
  clamp(nowMs: number): void {
    for (const [kind, sinceMs] of this.#sinceMs) {
      if (sinceMs <= nowMs) continue;
      this.#sinceMs.set(kind, nowMs);
      this.#write(kind, nowMs);
    }
  }

  #write(kind: LastingKind, atMs: number): void {
    this.#written.set(kind, atMs);
    this.#save();
  }

  #save(): void {
    this.#store.write(Object.fromEntries(this.#written));
  }
}
