import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import { toPlainError } from '../errors.js';
import { encodeBmp565 } from '../frames/bmp.js';
import { firstPicture } from '../frames/first-picture.js';
import { nameFromFile } from '../library/clip-name.js';
import { clipIdOf } from '../library/content-hash.js';
import { toLibraryError } from '../library/library-error.js';
import type { Staging } from '../library/staging.js';
import type { Job } from '../protocol/job.js';
import { watchArrival } from './arrival-watch.js';
import type { Follow } from './arriving-bytes.js';
import { chosenLook } from './chosen-look.js';
import { ConversionQueue } from './conversion-queue.js';
import { copyBacklog } from './copy-backlog.js';
import { copyFile } from './copy-file.js';
import type { DiskReserve } from './disk-reserve.js';
import { EarlyConversion, type EarlyInput } from './early-conversion.js';
import { ingestError } from './ingest-error.js';
import type { IngestOptions, UploadOptions } from './ingest-options.js';
import type { IngestRoom } from './ingest-room.js';
import type { Taken } from './intake.js';
import { JobBoard } from './job-board.js';
import { JobRuns } from './job-runs.js';
import { KeptFile } from './kept-file.js';
import type { Plan } from './plans.js';
import { previewBacklog } from './preview-backlog.js';
import type { QuietBacklog } from './quiet-backlog.js';
import { RenderBacklog } from './render-backlog.js';
import type { RunningJob } from './running-job.js';
import { noteOf, takeIn } from './take-in.js';
import { type UnfinishedUploads, UploadPlaces } from './upload-places.js';
import { type ReceivedFile, UploadTicket } from './upload-ticket.js';

/**
 * Files on their way into the library: received, recognised or converted, published. Each is a job; nothing that happens to one rejects
 * anywhere or leaves anything behind.
 */
export class Ingest {
  readonly #clock: Clock;
  readonly #places: UploadPlaces;
  readonly #reserve: DiskReserve | undefined;
  readonly #followBytes: Follow | undefined;
  readonly #room: IngestRoom;
  readonly #board: JobBoard;
  readonly #runs: JobRuns;
  readonly #backlog: RenderBacklog;
  /** What is made when there is nothing else to do. */
  readonly #quiet: readonly QuietBacklog[];
  #isStopped = false;

  constructor(options: IngestOptions) {
    const { library, plans, converter, log, clock, conversionsAtOnce = 1, maxUploads = 64 } = options;
    const { maxUnfinishedBytes = Number.POSITIVE_INFINITY } = options;
    this.#clock = clock;
    this.#places = new UploadPlaces({ maxUploads, maxTotalBytes: maxUnfinishedBytes }, clock);
    this.#followBytes = options.follow;
    this.#reserve = options.reserve;
    this.#room = {
      library,
      converter,
      log,
      queue: new ConversionQueue(conversionsAtOnce),
      plans,
      stripsMetadata: options.stripsMetadata ?? true,
      maxConvertMs: options.maxConvertMs ?? Number.POSITIVE_INFINITY,
    };
    const board = new JobBoard(clock, options, log);
    this.#board = board;
    this.#runs = new JobRuns({
      library,
      board,
      log,
      takeInAgain: ({ job, staging }) => this.#takeInAgain(job, staging),
      pause: options.pause ?? pause,
      // It was converted for what the plan was then.
      onTaken: ({ clipId }) => this.renderMissing([clipId]),
      onOver: (jobId) => {
        this.#reserve?.promise(jobId, 0);
        this.#places.leave(jobId);
      },
    });
    this.#backlog = new RenderBacklog(this.#room, (name, work) => this.#runs.run(name, work));
    this.#quiet = [previewBacklog(this.#room), copyBacklog(this.#room, options.reserve)];
  }

  /** Of the frames that a clip without a look of its own is to have now. */
  get planKey(): string {
    return this.#room.plans.keyFor(undefined);
  }

  /** From the next conversion on. Clips that lack such frames are the caller's to name: see {@link renderMissing}. */
  setPlan(defaults: Plan): void {
    this.#room.plans.setDefaults(defaults);
  }

  /** What is given holds from the next file, or conversion, on; what is absent stays. */
  change(
    settings: Partial<
      Pick<IngestOptions, 'stripsMetadata' | 'maxConvertMs' | 'conversionsAtOnce' | 'maxUnfinishedBytes'>
    >,
  ): void {
    const { stripsMetadata, maxConvertMs, conversionsAtOnce, maxUnfinishedBytes } = settings;
    if (maxUnfinishedBytes !== undefined) this.#places.setMaxTotalBytes(maxUnfinishedBytes);
    if (stripsMetadata !== undefined) this.#room.stripsMetadata = stripsMetadata;
    if (maxConvertMs !== undefined) this.#room.maxConvertMs = maxConvertMs;
    if (conversionsAtOnce !== undefined) this.#room.queue.setAtOnce(conversionsAtOnce);
  }

  /**
   * A job in stage 'receiving', and a folder for its bytes. `name` is the sender's.
   *
   * Throws too-many-uploads, uploads-full, look-invalid, ingest-stopped, disk-reserve, library-full, or the library's reason why there is no
   * folder (library-disk-full, …). Where places or room are short, uploads that were silent for long step aside.
   */
  beginUpload(name: string, options: UploadOptions = {}): UploadTicket {
    if (this.#isStopped) throw stopped();
    const { arriving, totalBytes, metadata = {}, look = chosenLook(metadata), idleMs = 0 } = options;
    const bytes = arriving?.bytes ?? 0;
    const comingBytes = Math.max(0, (totalBytes ?? 0) - bytes);
    this.#reserve?.check(comingBytes);
    this.#places.makeRoom(totalBytes ?? bytes, this.#runs.count);
    const { library } = this.#room;
    const staging = library.createStaging();
    const job = this.#board.open(nameFromFile(name), 'receiving');
    const { id } = job.job;
    this.#reserve?.promise(id, comingBytes);
    this.#places.enter(job, { totalBytes, bytes, idleMs });
    const keep = async (file: ReceivedFile) => {
      const kept = await KeptFile.keep(library, staging, await noteOf(job, { ...file, look }, this.#clock));
      this.#runs.keep(id, kept);
      this.#reserve?.promise(id, 0);
      this.#places.leave(id);
      this.#board.identified(id, clipIdOf(kept.sha256));
      return kept;
    };
    const watchDisk = this.#reserve && watchArrival(job, this.#reserve);
    const watch = (there: number, total: number | undefined) => {
      this.#places.received(id, there);
      watchDisk?.(there, total);
    };
    const ticket = new UploadTicket(job, staging.folder, this.#clock, { keep, watch, bytes });
    const early = this.#beginEarly({ job, staging, arriving, look });
    void this.#runs.follow({ job, staging }, async () => {
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
    for (const { staging, note } of this.#room.library.received()) {
      const job = this.#board.open(note.name, 'waiting', note.jobId);
      const file = new KeptFile(staging, note);
      this.#runs.keep(note.jobId, file);
      void this.#runs.follow({ job, staging }, () => takeIn(this.#room, { job, staging, file }));
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
      await this.#runs.over(ticket.job.id);
    }
    return ticket.job;
  }

  /**
   * Queues frames for those of the clips that lack them for their plan, behind everybody who waits, and behind those the small animations
   * and copies that are missing. Unknown ids are passed over, and so are clips that were tried before with this plan: it may be called at every change.
   */
  renderMissing(clipIds: readonly string[]): void {
    if (this.#isStopped) return;
    this.#backlog.add(clipIds);
    for (const backlog of this.#quiet) backlog.add(clipIds);
  }

  /** Somebody chose another look for the clip: it gets frames for it before what is done in the background. */
  lookChanged(clipId: string): void {
    if (!this.#isStopped) this.#backlog.lookChanged(clipId);
  }

  /**
   * Resolves when the job has ended and nothing is left of it. It ends as 'cancelled', or as 'ready' where it was being published: a clip
   * that exists is removed, not cancelled. Rejects with job-not-found, job-finished, and with the library's reason where the disk takes no
   * writes: the next start would go on with the file.
   */
  async cancel(jobId: string): Promise<void> {
    const job = this.#board.get(jobId);
    if (!job) throw ingestError('job-not-found', `There is no job ${JSON.stringify(jobId)}.`);
    if (job.ended) throw ingestError('job-finished', `"${job.job.name}" is done; there is nothing left to cancel.`);
    this.#room.library.checkWritable();
    job.cancel();
    await this.#runs.over(jobId);
  }

  /** The frame zip that a job makes, growing or complete, once it has a frame that can be read; undefined when the job has ended, too. */
  growingFrames(jobId: string): string | undefined {
    return this.#board.get(jobId)?.isPictured ? this.#runs.framesOf(jobId) : undefined;
  }

  /** The first frame of what a job has made so far, as a 16-bit BMP; undefined before there is one. */
  async picture(jobId: string): Promise<Buffer | undefined> {
    const path = this.#runs.framesOf(jobId);
    const picture = path === undefined ? undefined : firstPicture(path);
    return picture && Buffer.from(encodeBmp565(picture.pixels, picture.geometry));
  }

  /** What has not arrived yet. */
  get unfinished(): UnfinishedUploads {
    return this.#places.unfinished;
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
    await Promise.all([this.#runs.stop(), ...this.#quiet.map((backlog) => backlog.stop())]);
  }

  async #takeInAgain(job: RunningJob, staging: Staging): Promise<Taken> {
    const { library } = this.#room;
    library.checkWritable();
    job.signal.throwIfAborted();
    const note = await library.restoreReceived(staging);
    if (note === undefined)
      throw ingestError('file-unreadable', `"${job.job.name}" is not whole any more; send it again.`);
    const kept = this.#runs.kept(job.job.id);
    // It was the storage that failed.
    await kept?.endAttempt();
    const file = kept ?? new KeptFile(staging, note);
    this.#runs.keep(job.job.id, file);
    return takeIn(this.#room, { job, staging, file });
  }

  /** Not for an upload that goes on after a restart: had its conversion brought the daemon down, it would do so again at each start. */
  #beginEarly({ arriving, ...input }: Omit<EarlyInput, 'arriving' | 'follow'> & Pick<UploadOptions, 'arriving'>) {
    const follow = this.#followBytes;
    if (arriving === undefined || arriving.bytes > 0 || follow === undefined) return undefined;
    return new EarlyConversion(this.#room, { ...input, arriving, follow });
  }
}

/** Somebody has seen to the disk, and looks whether it goes on. */
const PAUSE_MS = 2000;

async function pause(stopped: AbortSignal): Promise<void> {
  await sleep(PAUSE_MS, undefined, { signal: stopped, ref: false }).catch(() => {});
}

function stopped() {
  return ingestError('ingest-stopped', 'framed is stopping; send the file again when it is back.');
}
