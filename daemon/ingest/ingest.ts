import { join } from 'node:path';
import type { Clock } from '../clock.js';
import { FramedError, toPlainError } from '../errors.js';
import { encodeBmp565 } from '../frames/bmp.js';
import { firstPicture } from '../frames/first-picture.js';
import { nameFromFile } from '../library/clip-name.js';
import { clipIdOf } from '../library/content-hash.js';
import type { Library } from '../library/library.js';
import { toLibraryError } from '../library/library-error.js';
import type { Staging } from '../library/staging.js';
import type { Log } from '../log.js';
import type { Job } from '../protocol/job.js';
import type { Look } from '../protocol/look.js';
import type { ArrivingBytes, Follow } from './arriving-bytes.js';
import type { ClipConverter } from './clip-converter.js';
import { framesIn } from './conversion.js';
import { ConversionQueue } from './conversion-queue.js';
import { copyFile } from './copy-file.js';
import type { DiskReserve } from './disk-reserve.js';
import { EarlyConversion, type EarlyInput } from './early-conversion.js';
import { ingestError } from './ingest-error.js';
import type { IngestRoom } from './ingest-room.js';
import { JobBoard, type JobListener } from './job-board.js';
import { KeptFile } from './kept-file.js';
import type { Plan, Plans } from './plans.js';
import { RenderBacklog } from './render-backlog.js';
import type { Outcome, RunningJob } from './running-job.js';
import { noteOf, type Taken, takeIn } from './take-in.js';
import { type ReceivedFile, UploadTicket } from './upload-ticket.js';

export interface IngestOptions extends JobListener {
  library: Library;
  plans: Plans;
  converter: ClipConverter;
  log: Log;
  clock: Clock;
  /** Reads a file while it arrives. Without it, every file is converted when it is whole. */
  follow?: Follow;
  /** Says whether there is room. Default: there always is. */
  reserve?: DiskReserve;
  /** Conversions that run at a time. Default: 1; ffmpeg has threads of its own, and the picture needs a core. */
  conversionsAtOnce?: number;
  /** Whether originals are kept without location, device and time, where that can be done without loss. Default: true. */
  stripsMetadata?: boolean;
  /** How long a conversion from disk may take. Default: as long as it does. */
  maxConvertMs?: number;
  /** Files that may be under way, from their first byte to their end. Default: 64. */
  maxUploads?: number;
}

/** Asking costs some microseconds; a phone sends so much in about a second. */
const CHECK_DISK_EVERY_BYTES = 4e6;

export interface UploadOptions {
  /** What the sender chose for the clip. */
  look?: Look | undefined;
  /** Where the sender said so. */
  totalBytes?: number | undefined;
  /** The file while it is not whole. */
  arriving?: ArrivingBytes | undefined;
  /** The same for the same upload after a restart. */
  key?: string | undefined;
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
  readonly #reserve: DiskReserve | undefined;
  readonly #board: JobBoard;
  readonly #followBytes: Follow | undefined;
  readonly #room: IngestRoom;
  readonly #backlog: RenderBacklog;
  /** By job id: files that are safe and not yet clips. */
  readonly #kept = new Map<string, KeptFile>();
  /** By job id: where its frames are made. */
  readonly #frames = new Map<string, string>();
  /** By job id; settled and taken out when the job has ended. */
  readonly #work = new Map<string, Promise<void>>();
  #isStopped = false;

  constructor(options: IngestOptions) {
    const { library, plans, converter, log, clock, conversionsAtOnce = 1, maxUploads = 64 } = options;
    this.#library = library;
    this.#clock = clock;
    this.#log = log;
    this.#maxUploads = maxUploads;
    this.#followBytes = options.follow;
    this.#reserve = options.reserve;
    this.#board = new JobBoard(clock, options, log);
    this.#room = {
      library,
      converter,
      log,
      queue: new ConversionQueue(conversionsAtOnce),
      plans,
      stripsMetadata: options.stripsMetadata ?? true,
      maxConvertMs: options.maxConvertMs ?? Number.POSITIVE_INFINITY,
    };
    this.#backlog = new RenderBacklog(this.#room, (name, work) => this.#runJob(name, work));
  }

  /** Of the frames that a clip without a look of its own is to have now. */
  get planKey(): string {
    return this.#room.plans.keyFor(undefined);
  }

  /** From the next conversion on. Clips that lack such frames are the caller's to name: see {@link renderMissing}. */
  setPlan(defaults: Plan): void {
    this.#room.plans.setDefaults(defaults);
  }

  /**
   * A job in stage 'receiving', and a folder for its bytes. `name` is the sender's.
   *
   * Throws too-many-uploads, ingest-stopped, disk-reserve, library-full, or the library's reason why there is no folder (library-disk-full, …).
   */
  beginUpload(name: string, { look, arriving, totalBytes }: UploadOptions = {}): UploadTicket {
    if (this.#isStopped) throw stopped();
    if (this.#work.size >= this.#maxUploads) {
      throw ingestError(
        'too-many-uploads',
        `${this.#work.size} files are on their way already; try again when one is done.`,
      );
    }
    const comingBytes = Math.max(0, (totalBytes ?? 0) - (arriving?.bytes ?? 0));
    this.#reserve?.check(comingBytes);
    const staging = this.#library.createStaging();
    const job = this.#board.open(nameFromFile(name), 'receiving');
    this.#reserve?.promise(job.job.id, comingBytes);
    const keep = async (file: ReceivedFile) => {
      const kept = await KeptFile.keep(this.#library, staging, await noteOf(job, { ...file, look }, this.#clock));
      this.#kept.set(job.job.id, kept);
      this.#reserve?.promise(job.job.id, 0);
      this.#board.identified(job.job.id, clipIdOf(kept.sha256));
      return kept;
    };
    const ticket = new UploadTicket(job, staging.folder, this.#clock, { keep, watch: this.#watchArrival(job) });
    const early = this.#beginEarly({ job, staging, arriving, look });
    this.#follow(job, staging, async () => {
      try {
        return await takeIn(this.#room, { job, staging, file: await ticket.file, early });
      } finally {
        await early?.end();
      }
    });
    return ticket;
  }

  /** Goes on with what the last run had received and not finished, each under its old job. To be called once, before anything else. */
  resume(): void {
    for (const { staging, note } of this.#library.received()) {
      const job = this.#board.open(note.name, 'waiting', note.jobId);
      const kept = new KeptFile(staging, note);
      this.#kept.set(note.jobId, kept);
      void this.#follow(job, staging, () => takeIn(this.#room, { job, staging, file: kept }));
    }
  }

  /** Takes a copy of a file of this machine in. Resolves with its job when the copy is made, or could not be: see the job. Throws like beginUpload. */
  async addFile(path: string, name: string): Promise<Job> {
    const ticket = this.beginUpload(name);
    const copy = join(ticket.folder, 'original');
    try {
      const onBytes = (bytes: number, totalBytes: number) => ticket.received(bytes, totalBytes);
      const sha256 = await copyFile(path, copy, { signal: ticket.signal, onBytes });
      await ticket.completed({ path: copy, sha256 });
    } catch (error) {
      ticket.failed(toPlainError(toLibraryError(error, `read ${path}`)));
      await this.#work.get(ticket.job.id);
    }
    return ticket.job;
  }

  /**
   * Queues frames for those of the clips that lack them for their plan, behind everybody who waits. Unknown ids are passed over, and so are
   * clips that were tried before with this plan: it may be called at every change.
   */
  renderMissing(clipIds: readonly string[]): void {
    if (!this.#isStopped) this.#backlog.add(clipIds);
  }

  /** Somebody chose another look for the clip: it gets frames for it before what is done in the background. */
  lookChanged(clipId: string): void {
    if (!this.#isStopped) this.#backlog.lookChanged(clipId);
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

  /** The frame zip that a job makes, growing or complete, once it has a frame that can be read; undefined when the job has ended, too. */
  growingFrames(jobId: string): string | undefined {
    return this.#board.get(jobId)?.isPictured ? this.#frames.get(jobId) : undefined;
  }

  /** The first frame of what a job has made so far, as a 16-bit BMP; undefined before there is one. */
  async picture(jobId: string): Promise<Buffer | undefined> {
    const path = this.#frames.get(jobId);
    const picture = path === undefined ? undefined : firstPicture(path);
    return picture && Buffer.from(encodeBmp565(picture.pixels, picture.geometry));
  }

  /** In the order they began; of those that ended, the last 20. */
  jobs(): Job[] {
    return this.#board.list();
  }

  /**
   * Ends what runs, and resolves when it has. What was received whole goes on after the next start; the rest is cancelled. May be called
   * twice.
   */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#backlog.stop();
    for (const job of this.#board.running()) {
      if (this.#kept.has(job.job.id)) job.suspend();
      else job.cancel();
    }
    await Promise.all(this.#work.values());
  }

  /** Looks every few megabytes whether there is still room. */
  #watchArrival(job: RunningJob): (bytes: number, totalBytes: number | undefined) => void {
    let lookAgainAt = CHECK_DISK_EVERY_BYTES;
    return (bytes, totalBytes) => {
      if (this.#reserve === undefined || bytes < lookAgainAt || job.job.stage !== 'receiving') return;
      lookAgainAt = bytes + CHECK_DISK_EVERY_BYTES;
      this.#reserve.promise(job.job.id, (totalBytes ?? bytes) - bytes);
      try {
        this.#reserve.checkMeanwhile();
      } catch (error) {
        if (error instanceof FramedError) job.fail(error);
      }
    };
  }

  /** Not for an upload that goes on after a restart: had its conversion brought the daemon down, it would do so again at each start. */
  #beginEarly({ arriving, ...input }: Omit<EarlyInput, 'arriving' | 'follow'> & Pick<UploadOptions, 'arriving'>) {
    const follow = this.#followBytes;
    if (arriving === undefined || arriving.bytes > 0 || follow === undefined) return undefined;
    return new EarlyConversion(this.#room, { ...input, arriving, follow });
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
    this.#frames.set(id, framesIn(staging));
    const followed = work()
      .then(
        (taken): Outcome => {
          // It was converted for what the plan was then.
          this.renderMissing([taken.clipId]);
          return { stage: 'ready', ...taken };
        },
        (error) => this.#outcomeOf(job, error),
      )
      .then(async (outcome) => {
        if (job.isSuspended && outcome.stage !== 'ready') await this.#kept.get(id)?.endAttempt();
        else {
          await staging.discard();
          job.end(outcome);
        }
        this.#kept.delete(id);
        this.#reserve?.promise(id, 0);
        this.#frames.delete(id);
        this.#work.delete(id);
      });
    this.#work.set(id, followed);
    return followed;
  }

  #outcomeOf(job: RunningJob, thrown: unknown): Outcome {
    const { reason } = job.signal;
    if (job.signal.aborted && !(reason instanceof FramedError)) return { stage: 'cancelled' };
    const { name } = job.job;
    const error = toPlainError(toLibraryError(reason ?? thrown, `take in "${name}"`));
    const stack = thrown instanceof Error && !(thrown instanceof FramedError) ? thrown.stack : undefined;
    this.#log.warn('a file could not be taken in', { file: name, code: error.code, reason: error.message, stack });
    return { stage: 'failed', error };
  }
}

function stopped() {
  return ingestError('ingest-stopped', 'framed is stopping; send the file again when it is back.');
}
