import { join } from 'node:path';
import { toPlainError } from '../errors.js';
import type { Clip } from '../protocol/clip.js';
import type { IngestRoom } from './ingest-room.js';

/** Until what brought the clip has ended and been told: a preview must not keep 'ready' waiting. */
const BEGIN_AFTER_MS = 250;

/**
 * Clips that are to get a small animation of the frames they show: one at a time, when nothing else is to be converted, and without a job,
 * since nobody waits for it. May be told of clips at every change; those that have one, need none or were tried already are passed over.
 */
export class PreviewBacklog {
  readonly #room: IngestRoom;
  readonly #clipIds = new Set<string>();
  /** What was begun already, as clip and plan: what failed fails again. */
  readonly #tried = new Set<string>();
  readonly #abort = new AbortController();
  readonly #beginAfterMs: number;
  #beginning: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(room: IngestRoom, beginAfterMs = BEGIN_AFTER_MS) {
    this.#room = room;
    this.#beginAfterMs = beginAfterMs;
  }

  /** Queues those of the clips that lack a preview. */
  add(clipIds: readonly string[]): void {
    if (this.#abort.signal.aborted || this.#room.converter.animatedPreview === undefined) return;
    for (const id of clipIds) this.#clipIds.add(id);
    this.#beginning ??= setTimeout(() => this.#begin(), this.#beginAfterMs);
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
    for (const id of this.#clipIds) {
      this.#clipIds.delete(id);
      if (this.#abort.signal.aborted) return;
      try {
        const clip = this.#room.library.clip(id);
        if (clip !== undefined) await this.#make(clip);
      } catch (error) {
        const isWanted = !this.#abort.signal.aborted && this.#room.library.clip(id) !== undefined;
        if (isWanted) this.#room.log.warn('a clip gets no preview', { clip: id, reason: toPlainError(error).message });
      }
    }
  }

  async #make({ id, look, durationMs }: Clip): Promise<void> {
    const { library, plans, queue, converter } = this.#room;
    const frames = library.shownFrames(id, plans.wantedFor(look));
    // A still has no length.
    if (frames === undefined || durationMs === 0 || library.preview(id)?.planKey === frames.planKey) return;
    const { path: zip, planKey } = frames;
    const attempt = `${id} ${planKey}`;
    if (this.#tried.has(attempt)) return;
    this.#tried.add(attempt);
    await queue.run('preview', this.#abort.signal, async (signal) => {
      const staging = library.createStaging();
      try {
        const path = join(staging.folder, 'preview');
        const made = await converter.animatedPreview?.({ zip, output: path, signal });
        if (made === undefined) return;
        const format = made.type === 'image/webp' ? 'webp' : 'gif';
        await library.setPreview(id, { staging, path, format, planKey });
      } finally {
        await staging.discard();
      }
    });
  }
}
