import { join } from 'node:path';
import type { Clock } from '../clock.js';
import { planKey } from '../convert/options.js';
import { FramedError, toPlainError } from '../errors.js';
import { nameFromFile } from '../library/clip-name.js';
import type { Library } from '../library/library.js';
import { toLibraryError } from '../library/library-error.js';
import type { Staging } from '../library/staging.js';
import type { Log } from '../log.js';
import type { Job } from '../protocol/job.js';
import type { ClipConverter } from './clip-converter.js';
import type { Plan } from './conversion.js';
import { ConversionQueue } from './conversion-queue.js';
import { copyFile } from './copy-file.js';
import { ingestError } from './ingest-error.js';
import { JobBoard, type JobListener } from './job-board.js';
import { RenderBacklog } from './render-backlog.js';
import type { Outcome, RunningJob } from './running-job.js';
import { type IngestRoom, type Taken, takeIn } from './take-in.js';
import { UploadTicket } from './upload-ticket.js';

export interface IngestOptions extends Plan, JobListener {
  library: Library;
  converter: ClipConverter;
  log: Log;
  clock: Clock;
  /** Conversions that run at a time. Default: 1; ffmpeg has threads of its own, and the picture needs a core. */
  conversionsAtOnce?: number;
  /** Files that may be under way, from their first byte to their end. Default: 64. */
  maxUploads?: number;
}

/**
 * Files on their way into the library: received, recognised or converted, published. Each is a job; nothing that happens to one rejects
 * anywhere or leaves anything behind.
 */
export class Ingest {
  readonly #library: Library;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #maxUploads: number;
  readonly #board: JobBoard;
  readonly #room: IngestRoom;
  readonly #backlog: RenderBacklog;
  /** By job id; settled and taken out when the job has ended. */
  readonly #work = new Map<string, Promise<void>>();
  #plan: Plan;
  #isStopped = false;

  constructor(options: IngestOptions) {
    const { library, converter, log, clock, geometry, conversionsAtOnce = 1, maxUploads = 64 } = options;
    this.#library = library;
    this.#clock = clock;
    this.#log = log;
    this.#maxUploads = maxUploads;
    this.#plan = { geometry, options: options.options };
    this.#board = new JobBoard(clock, options, log);
    this.#room = {
      library,
      converter,
      log,
      queue: new ConversionQueue(conversionsAtOnce),
      plan: () => this.#plan,
      planKey: () => this.planKey,
    };
    this.#backlog = new RenderBacklog(this.#room, (name, work) => this.#runJob(name, work));
  }

  /** Of the frames that are wanted now. */
  get planKey(): string {
    return planKey(this.#plan.geometry, this.#plan.options);
  }

  /** From the next conversion on. Clips that lack such frames are the caller's to name: see {@link renderMissing}. */
  setPlan({ geometry, options }: Plan): void {
    this.#plan = { geometry, options };
  }

  /**
   * A job in stage 'receiving', and a folder for its bytes. `name` is the sender's.
   *
   * Throws too-many-uploads, ingest-stopped, or the library's reason why there is no folder (library-disk-full, …).
   */
  beginUpload(name: string): UploadTicket {
    if (this.#isStopped) throw stopped();
    if (this.#work.size >= this.#maxUploads) {
      throw ingestError(
        'too-many-uploads',
        `${this.#work.size} files are on their way already; try again when one is done.`,
      );
    }
    const staging = this.#library.createStaging();
    const job = this.#board.open(nameFromFile(name), 'receiving');
    const ticket = new UploadTicket(job, staging.folder, this.#clock);
    this.#follow(job, staging, async () => takeIn(this.#room, job, staging, await ticket.file));
    return ticket;
  }

  /** Takes a copy of a file of this machine in. Resolves with its job when the copy is made, or could not be: see the job. Throws like beginUpload. */
  async addFile(path: string, name: string): Promise<Job> {
    const ticket = this.beginUpload(name);
    const copy = join(ticket.folder, 'original');
    try {
      const onBytes = (bytes: number, totalBytes: number) => ticket.received(bytes, totalBytes);
      const sha256 = await copyFile(path, copy, { signal: ticket.signal, onBytes });
      ticket.completed({ path: copy, sha256 });
    } catch (error) {
      ticket.failed(toPlainError(toLibraryError(error, `read ${path}`)));
      await this.#work.get(ticket.job.id);
    }
    return ticket.job;
  }

  /**
   * Queues frames for the current plan for those of the clips that lack them, behind every upload. Unknown ids are passed over, and so are
   * clips that were tried before with this plan: it may be called at every change.
   */
  renderMissing(clipIds: readonly string[]): void {
    if (!this.#isStopped) this.#backlog.add(clipIds);
  }

  /**
   * Resolves when the job has ended and nothing is left of it. It ends as 'cancelled', or as 'ready' where it was being published: a clip
   * that exists is removed, not cancelled. Rejects with job-not-found, job-finished.
   */
  async cancel(jobId: string): Promise<void> {
    const job = this.#board.get(jobId);
    if (!job) throw ingestError('job-not-found', `There is no job ${JSON.stringify(jobId)}.`);
    if (job.ended) throw ingestError('job-finished', `"${job.job.name}" is done; there is nothing left to cancel.`);
    job.cancel();
    await this.#work.get(jobId);
  }

  /** In the order they began; of those that ended, the last 20. */
  jobs(): Job[] {
    return this.#board.list();
  }

  /** Cancels what is under way and resolves when nothing runs any more. May be called twice. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#backlog.clear();
    for (const job of this.#board.running()) job.cancel();
    await Promise.all(this.#work.values());
  }

  /** For work that begins here, in place of bytes that arrive. */
  async #runJob(name: string, work: (job: RunningJob, staging: Staging) => Promise<Taken>): Promise<void> {
    const job = this.#board.open(name, 'waiting');
    try {
      const staging = this.#library.createStaging();
      await this.#follow(job, staging, () => work(job, staging));
    } catch (error) {
      job.end(this.#outcomeOf(job, error));
    }
  }

  /** Sees a job to its end, whatever that is. */
  #follow(job: RunningJob, staging: Staging, work: () => Promise<Taken>): Promise<void> {
    const { id } = job.job;
    const keyAtStart = this.planKey;
    const followed = work()
      .then(
        (taken): Outcome => {
          // Converted for what the plan was then.
          if (keyAtStart !== this.planKey) this.renderMissing([taken.clipId]);
          return { stage: 'ready', ...taken };
        },
        (error) => this.#outcomeOf(job, error),
      )
      .then(async (outcome) => {
        await staging.discard();
        this.#work.delete(id);
        job.end(outcome);
      });
    this.#work.set(id, followed);
    return followed;
  }

  #outcomeOf(job: RunningJob, thrown: unknown): Outcome {
    if (job.signal.aborted) return { stage: 'cancelled' };
    const { name } = job.job;
    const error = toPlainError(toLibraryError(thrown, `take in "${name}"`));
    const stack = thrown instanceof Error && !(thrown instanceof FramedError) ? thrown.stack : undefined;
    this.#log.warn('a file could not be taken in', { file: name, code: error.code, reason: error.message, stack });
    return { stage: 'failed', error };
  }
}

function stopped() {
  return ingestError('ingest-stopped', 'framed is stopping; send the file again when it is back.');
}
