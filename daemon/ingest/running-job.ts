import type { Clock } from '../clock.js';
import type { PlainError } from '../errors.js';
import type { Job, JobStage } from '../protocol/job.js';

/** How a job ends. */
export type Outcome =
  | { readonly stage: 'ready'; readonly clipId: string; readonly known: boolean }
  | { readonly stage: 'failed'; readonly error: PlainError }
  | { readonly stage: 'cancelled' };

export interface JobProgress {
  /** 0 to 100 within the stage; undefined where it cannot be known. */
  readonly percent?: number | undefined;
  readonly etaMs?: number | undefined;
  readonly frames?: number | undefined;
}

/** People cannot read faster than this, and each report goes to every browser. */
const REPORT_EVERY_MS = 100;

/** A job on its way: what it shows, and the signal that stops it. After its end, nothing changes it any more. */
export class RunningJob {
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal;
  /** Resolves when it has ended, whatever that was: what it worked on is in the library, or wanted no more. */
  readonly settled: Promise<void>;
  readonly #abort = new AbortController();
  readonly #clock: Clock;
  readonly #changed: (job: Job) => void;
  #job: Job;
  #ended = false;
  #settle: () => void = () => {};
  #isSuspended = false;
  #reportedAtMs = Number.NEGATIVE_INFINITY;

  /** @param changed told of each new stage at once, of progress about ten times a second. */
  constructor(job: Job, clock: Clock, changed: (job: Job) => void) {
    this.signal = this.#abort.signal;
    this.#job = job;
    this.#clock = clock;
    this.#changed = changed;
    this.settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get job(): Job {
    return this.#job;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** It stopped and has not ended: it goes on after the next start. */
  get isSuspended(): boolean {
    return this.#isSuspended;
  }

  /** A new stage begins; what was known of the last one's progress no longer counts. */
  enter(stage: JobStage): void {
    if (this.#ended) return;
    this.#job = { ...withoutProgress(this.#job), stage };
    this.#tell();
  }

  progress({ percent, etaMs, frames = this.#job.frames }: JobProgress): void {
    if (this.#ended) return;
    this.#job = {
      ...withoutProgress(this.#job),
      frames,
      ...(percent !== undefined && { percent: Math.min(100, Math.max(0, percent)) }),
      ...(etaMs !== undefined && { etaMs: Math.max(0, etaMs) }),
    };
    if (this.#clock.monotonicMs() - this.#reportedAtMs >= REPORT_EVERY_MS) this.#tell();
  }

  /** Asks the work to stop; the job ends when it has, with what it left cleared away. */
  cancel(): void {
    this.#abort.abort();
  }

  /** Stops the work, and leaves what it works on for the next start. */
  suspend(): void {
    this.#isSuspended = true;
    this.#abort.abort();
  }

  end(outcome: Outcome): void {
    if (this.#ended) return;
    this.#job = { ...withoutProgress(this.#job), ...outcome };
    this.#ended = true;
    this.#settle();
    this.#tell();
  }

  #tell(): void {
    this.#reportedAtMs = this.#clock.monotonicMs();
    this.#changed(this.#job);
  }
}

function withoutProgress({ percent: _percent, etaMs: _etaMs, ...rest }: Job): Job {
  return rest;
}
