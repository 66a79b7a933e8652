import { toPlainError } from '../errors.js';
import type { Staging } from '../library/staging.js';
import type { Clip } from '../protocol/clip.js';
import { Attempts } from './attempts.js';
import type { Rank } from './conversion-queue.js';
import type { IngestRoom } from './ingest-room.js';
import type { Taken } from './intake.js';
import { renderClip, returnToFrames } from './render-clip.js';
import type { RunningJob } from './running-job.js';

/** Opens a job, gives it a staging folder, and ends it as `work` does. Never rejects. */
export type RunJob = (name: string, work: (job: RunningJob, staging: Staging) => Promise<Taken>) => Promise<void>;

/**
 * Clips that are to get frames for their plan, from their originals. In the background one at a time and behind everybody who waits, so
 * that a changed panel neither floods the list of jobs nor keeps a phone waiting: a clip's job begins when its turn here has come. A clip
 * for which somebody chose another look goes at once.
 */
export class RenderBacklog {
  readonly #room: IngestRoom;
  readonly #runJob: RunJob;
  readonly #clipIds = new Set<string>();
  /** By plan. What somebody cancelled is not wanted, either. */
  readonly #attempts: Attempts;
  /** By clip: the job that makes frames for it. */
  readonly #running = new Map<string, RunningJob>();
  readonly #abort = new AbortController();
  #isRunning = false;

  constructor(room: IngestRoom, runJob: RunJob) {
    this.#room = room;
    this.#runJob = runJob;
    this.#attempts = new Attempts(room.library);
  }

  /** Queues those of the clips that lack frames. */
  add(clipIds: readonly string[]): void {
    for (const id of clipIds) this.#clipIds.add(id);
    if (!this.#isRunning) void this.#run();
  }

  /** Sees to a clip that somebody chose another look for. What was being made for the one before is not wanted any more. */
  lookChanged(clipId: string): void {
    const clip = this.#room.library.clip(clipId);
    if (clip === undefined || this.#abort.signal.aborted) return;
    this.#running.get(clipId)?.cancel();
    this.#clipIds.delete(clipId);
    if (this.#lacksFrames(clip)) {
      // Somebody asks again: that is worth another attempt.
      this.#attempts.forget(clipId);
      void this.#render(clip, 'wanted');
    } else void returnToFrames(this.#room, clip, this.#abort.signal);
  }

  /** Forgets what has not begun, and takes nothing more. */
  stop(): void {
    this.#clipIds.clear();
    this.#abort.abort();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      for (const id of this.#clipIds) {
        this.#clipIds.delete(id);
        const clip = this.#room.library.clip(id);
        if (clip && this.#lacksFrames(clip)) await this.#render(clip, 'render');
      }
    } catch (error) {
      this.#clipIds.clear();
      this.#room.log.error('making frames again broke off', { reason: toPlainError(error).message });
    } finally {
      this.#isRunning = false;
    }
  }

  async #render(clip: Clip, rank: Rank): Promise<void> {
    if (!this.#attempts.begin(clip.id, this.#room.plans.keyFor(clip.look))) return;
    await this.#runJob(clip.name, async (job, staging) => {
      this.#running.set(clip.id, job);
      try {
        return await renderClip(this.#room, { clip, rank, job, staging });
      } finally {
        if (this.#running.get(clip.id) === job) this.#running.delete(clip.id);
      }
    });
  }

  #lacksFrames({ id, look }: Clip): boolean {
    const { library, plans } = this.#room;
    return library.renditionPath(id, plans.keyFor(look)) === undefined;
  }
}
