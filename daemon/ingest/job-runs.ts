import { FramedError, type PlainError, toPlainError } from '../errors.js';
import type { Library } from '../library/library.js';
import { toLibraryError } from '../library/library-error.js';
import type { Staging } from '../library/staging.js';
import type { Log } from '../log.js';
import { framesIn } from './conversion.js';
import type { Taken } from './intake.js';
import type { JobBoard } from './job-board.js';
import type { KeptFile } from './kept-file.js';
import type { Outcome, RunningJob } from './running-job.js';

/** What a job works with. */
export interface JobParts {
  readonly job: RunningJob;
  readonly staging: Staging;
}

export interface JobRunsOptions {
  readonly library: Library;
  readonly board: JobBoard;
  readonly log: Log;
  /** Goes on with a file that was received whole, as after a start. */
  takeInAgain(parts: JobParts): Promise<Taken>;
  /** Resolves after a while, or when `stopped` is aborted: the storage may be well again. Never rejects. */
  pause(stopped: AbortSignal): Promise<void>;
  /** A job is about to end as ready. */
  onTaken(taken: Taken): void;
  /** Nothing is left of a job; it has ended, or goes on after the next start. */
  onOver(jobId: string): void;
}

/** The jobs under way: sees each to its end, whatever that is, and leaves nothing of it behind. */
export class JobRuns {
  readonly #options: JobRunsOptions;
  /** By job: files that are safe and not yet clips. */
  readonly #kept = new Map<string, KeptFile>();
  /** By job: where its frames are made. */
  readonly #frames = new Map<string, string>();
  /** By job; settled and taken out when it is over. */
  readonly #work = new Map<string, Promise<void>>();
  readonly #stopped = new AbortController();

  constructor(options: JobRunsOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#work.size;
  }

  /** The job's file is safe from here on: it outlives a stop. */
  keep(jobId: string, file: KeptFile): void {
    this.#kept.set(jobId, file);
  }

  kept(jobId: string): KeptFile | undefined {
    return this.#kept.get(jobId);
  }

  /** Where the job makes its frames; undefined when it is over. */
  framesOf(jobId: string): string | undefined {
    return this.#frames.get(jobId);
  }

  /** Resolves when the job is over and nothing is left of it. */
  async over(jobId: string): Promise<void> {
    await this.#work.get(jobId);
  }

  /** Opens a job for work that begins here, in place of bytes that arrive. Never rejects. */
  async run(name: string, work: (job: RunningJob, staging: Staging) => Promise<Taken>): Promise<void> {
    const job = this.#options.board.open(name, 'waiting');
    try {
      const staging = this.#options.library.createStaging();
      await this.follow({ job, staging }, () => work(job, staging));
    } catch (error) {
      job.end(this.#outcomeOf(job, error));
    }
  }

  /** Ends the job as `work` does, when its staging folder is gone; a suspended one keeps what it was given to {@link keep}. Never rejects. */
  follow({ job, staging }: JobParts, work: () => Promise<Taken>): Promise<void> {
    const { id } = job.job;
    this.#frames.set(id, framesIn(staging));
    const followed = this.#outcome(job, work)
      .then((outcome) => this.#conclude({ job, staging }, outcome))
      .then(() => {
        this.#kept.delete(id);
        this.#frames.delete(id);
        this.#work.delete(id);
        this.#options.onOver(id);
      });
    this.#work.set(id, followed);
    return followed;
  }

  /** Ends everything, and resolves when it has. What was received whole goes on after the next start; the rest is cancelled. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    for (const job of this.#options.board.running()) {
      if (this.#kept.has(job.job.id)) job.suspend();
      else job.cancel();
    }
    await Promise.all(this.#work.values());
  }

  async #outcome(job: RunningJob, work: () => Promise<Taken>): Promise<Outcome> {
    try {
      const taken = await work();
      this.#options.onTaken(taken);
      return { stage: 'ready', ...taken };
    } catch (error) {
      return this.#outcomeOf(job, error);
    }
  }

  /**
   * Ends the job, or leaves it for the next start. A file whose note cannot be deleted would become a clip then, whatever had been said of its
   * job: so long the job is interrupted, and the file tried anew when the disk may take writes.
   */
  async #conclude({ job, staging }: JobParts, first: Outcome): Promise<void> {
    for (let outcome = first; ; ) {
      if (job.isSuspended && outcome.stage !== 'ready') return this.#leave(job);
      // A file that came back after a power cut would bring its clip back from the bin, with the look that it was sent with.
      const durably = outcome.stage === 'cancelled' || this.#kept.has(job.job.id);
      const isGone = await staging.discard({ durably });
      if (isGone || this.#stopped.signal.aborted) return job.end(outcome);
      if (outcome.stage === 'ready') {
        void this.#discardLater(staging);
        return job.end(outcome);
      }
      const reason = outcome.stage === 'failed' && !job.signal.aborted ? outcome.error : undefined;
      if (reason !== undefined && job.job.error === undefined) job.interrupt(interrupted(reason));
      await this.#options.pause(this.#stopped.signal);
      if (reason !== undefined) outcome = await this.#outcome(job, () => this.#options.takeInAgain({ job, staging }));
    }
  }

  /** The next start goes on with it. */
  async #leave({ job: { id, name } }: RunningJob): Promise<void> {
    await this.#kept
      .get(id)
      ?.endAttempt()
      .catch((error) =>
        this.#options.log.warn('an attempt counts', { file: name, reason: toPlainError(error).message }),
      );
  }

  async #discardLater(staging: Staging): Promise<void> {
    const { signal } = this.#stopped;
    do await this.#options.pause(signal);
    while (!signal.aborted && !(await staging.discard({ durably: true })));
  }

  #outcomeOf(job: RunningJob, thrown: unknown): Outcome {
    const { reason } = job.signal;
    if (job.signal.aborted && !(reason instanceof FramedError)) return { stage: 'cancelled' };
    const { name } = job.job;
    const error = toPlainError(toLibraryError(diskTrouble(reason ?? thrown), `take in "${name}"`));
    const stack = thrown instanceof Error && !(thrown instanceof FramedError) ? thrown.stack : undefined;
    this.#options.log.warn('a file could not be taken in', {
      file: name,
      code: error.code,
      reason: error.message,
      stack,
    });
    return { stage: 'failed', error };
  }
}

/** What a job that failed says while that cannot be written down. */
function interrupted({ message }: PlainError): PlainError {
  return { code: 'interrupted', message: `It goes on by itself as soon as the disk takes writes. ${message}` };
}

/** Frames that could not be written: what the disk said, which the library has words for. */
function diskTrouble(thrown: unknown): unknown {
  const isTold =
    thrown instanceof FramedError && thrown.code === 'frame-zip-write-failed' && thrown.cause instanceof Error;
  return isTold ? thrown.cause : thrown;
}
