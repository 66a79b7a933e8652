import { toPlainError } from '../errors.js';
import type { Staging } from '../library/staging.js';
import { convertInto } from './conversion.js';
import { ingestError } from './ingest-error.js';
import type { RunningJob } from './running-job.js';
import type { IngestRoom, Taken } from './take-in.js';

/** Opens a job, gives it a staging folder, and ends it as `work` does. Never rejects. */
export type RunJob = (name: string, work: (job: RunningJob, staging: Staging) => Promise<Taken>) => Promise<void>;

/**
 * Clips that are to get frames for the current plan, from their originals: one at a time and behind every upload, so that a changed panel
 * neither floods the list of jobs nor keeps a phone waiting. A clip's job begins when its turn here has come.
 */
export class RenderBacklog {
  readonly #room: IngestRoom;
  readonly #runJob: RunJob;
  readonly #clipIds = new Set<string>();
  /** What began already, as clip and plan. Once is enough: what failed fails again, and what somebody cancelled is not wanted. */
  readonly #tried = new Set<string>();
  #isRunning = false;

  constructor(room: IngestRoom, runJob: RunJob) {
    this.#room = room;
    this.#runJob = runJob;
  }

  add(clipIds: readonly string[]): void {
    for (const id of clipIds) this.#clipIds.add(id);
    if (!this.#isRunning) void this.#run();
  }

  clear(): void {
    this.#clipIds.clear();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      for (const id of this.#clipIds) {
        this.#clipIds.delete(id);
        await this.#runIfLacking(id);
      }
    } catch (error) {
      this.#clipIds.clear();
      this.#room.log.error('making frames again broke off', { reason: toPlainError(error).message });
    } finally {
      this.#isRunning = false;
    }
  }

  async #runIfLacking(id: string): Promise<void> {
    const clip = this.#room.library.clip(id);
    const attempt = `${id} ${this.#room.planKey()}`;
    if (!clip || !this.#lacksFrames(id) || this.#tried.has(attempt)) return;
    this.#tried.add(attempt);
    await this.#runJob(clip.name, (job, staging) => this.#render(id, job, staging));
  }

  async #render(clipId: string, job: RunningJob, staging: Staging): Promise<Taken> {
    const { library, queue } = this.#room;
    const endWatch = library.on('change', () => {
      if (library.clip(clipId) === undefined) job.cancel();
    });
    try {
      return await queue.run('render', job.signal, async () => {
        if (this.#lacksFrames(clipId)) await this.#convert(clipId, job, staging);
        return { clipId, known: true };
      });
    } finally {
      endWatch();
    }
  }

  async #convert(clipId: string, job: RunningJob, staging: Staging): Promise<void> {
    const { library, converter, log } = this.#room;
    const source = library.originalPath(clipId);
    if (source === undefined) {
      throw ingestError(
        'original-lost',
        'The original of this clip was lost, so its frames cannot be made again; send the file again.',
      );
    }
    const input = { job, staging, source, originalName: library.originalName(clipId), plan: this.#room.plan() };
    const { rendition, posterPath } = await convertInto(input, converter, log);
    await library.addRendition(clipId, { staging, ...rendition, posterPath });
  }

  #lacksFrames(clipId: string): boolean {
    return this.#room.library.renditionPath(clipId, this.#room.planKey()) === undefined;
  }
}
