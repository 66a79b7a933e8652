import type { Clock } from '../clock.js';
import type { FramedError, PlainError } from '../errors.js';
import type { Job, JobStage } from '../protocol/job.js';
import { OverallProgress } from './overall-progress.js';

/** How a job ends. */
export type Outcome =
  | { readonly stage: 'ready'; readonly clipId: string; readonly known: boolean; readonly notes?: readonly string[] }
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
  readonly #overall: OverallProgress;
  #ended = false;
  #settle: () => void = () => {};
  #isSuspended = false;
  #isPictured = false;
  /** Made so far, whether it is told or not. */
  #frames = 0;
  #reportedAtMs = Number.NEGATIVE_INFINITY;

  /** @param changed told of each new stage at once, of progress about ten times a second. */
  constructor(job: Job, clock: Clock, changed: (job: Job) => void) {
    this.signal = this.#abort.signal;
    this.#job = job;
    this.#overall = new OverallProgress(job.stage !== 'receiving');
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

  /** A new stage begins; what was known of the last one's progress no longer counts, nor what interrupted it. */
  enter(stage: JobStage): void {
    if (this.#ended) return;
    this.#overall.entered(stage);
    const { error: _, ...rest } = withoutProgress(this.#job);
    this.#job = { ...rest, stage, overallPercent: this.#overall.percent };
    this.#tell();
  }

  /** It cannot go on for now, for this reason, and will without anybody's doing. */
  interrupt(error: PlainError): void {
    if (this.#ended) return;
    if (this.#job.stage !== 'receiving') this.enter('waiting');
    this.#job = { ...this.#job, error };
    this.#tell();
  }

  /** While it is received. `totalBytes`: undefined where that cannot be known. */
  received({
    bytes,
    totalBytes,
    etaMs,
  }: {
    bytes: number;
    totalBytes?: number | undefined;
    etaMs?: number | undefined;
  }): void {
    if (this.#ended || this.#job.stage !== 'receiving') return;
    const share = totalBytes === undefined || totalBytes <= 0 ? undefined : Math.min(1, bytes / totalBytes);
    if (share !== undefined) this.#overall.received(share);
    this.#job = { ...this.#job, bytes, ...(totalBytes !== undefined && { totalBytes }) };
    this.#show({ percent: share === undefined ? this.#job.percent : share * 100, etaMs: etaMs ?? this.#job.etaMs });
  }

  /**
   * Of the conversion. While the file is still received, percent and time left are those of receiving. Frames are told from the first picture
   * on: who hears of frames asks for that, and they are counted a little before they can be read.
   */
  progress({ percent, etaMs, frames = this.#frames }: JobProgress): void {
    if (this.#ended) return;
    if (percent !== undefined) this.#overall.converted(clamp(percent) / 100);
    this.#frames = frames;
    if (this.#isPictured) this.#job = { ...this.#job, frames };
    const isReceiving = this.#job.stage === 'receiving';
    this.#show(isReceiving ? this.#job : { percent, etaMs });
  }

  /** There is a picture of it, from which it can be played; told at once. May be called again. */
  pictured(): void {
    if (this.#ended || this.#isPictured) return;
    this.#isPictured = true;
    this.#job = { ...this.#job, frames: Math.max(1, this.#frames) };
    this.#tell();
  }

  get isPictured(): boolean {
    return this.#isPictured;
  }

  #show({ percent, etaMs }: Pick<JobProgress, 'percent' | 'etaMs'>): void {
    this.#job = {
      ...withoutProgress(this.#job, this.#job.stage === 'receiving'),
      ...(percent !== undefined && { percent: clamp(percent) }),
      ...(etaMs !== undefined && { etaMs: Math.max(0, etaMs) }),
      overallPercent: this.#overall.percent,
    };
    if (this.#clock.monotonicMs() - this.#reportedAtMs >= REPORT_EVERY_MS) this.#tell();
  }

  /** Asks the work to stop; the job ends when it has, with what it left cleared away. */
  cancel(): void {
    this.#abort.abort();
  }

  /** Stops the work; it ends as failed, for this reason. */
  fail(reason: FramedError): void {
    this.#abort.abort(reason);
  }

  /** Stops the work, and leaves what it works on for the next start. */
  suspend(): void {
    this.#isSuspended = true;
    this.#abort.abort();
  }

  end(outcome: Outcome): void {
    if (this.#ended) return;
    const { overallPercent: _percent, error: _error, ...rest } = withoutProgress(this.#job);
    this.#job = { ...rest, ...outcome, ...(outcome.stage === 'ready' && { overallPercent: 100 }) };
    this.#ended = true;
    this.#settle();
    this.#tell();
  }

  #tell(): void {
    this.#reportedAtMs = this.#clock.monotonicMs();
    this.#changed(this.#job);
  }
}

function withoutProgress(job: Job, isReceiving = false): Job {
  const { percent: _percent, etaMs: _etaMs, ...rest } = job;
  if (isReceiving) return rest;
  const { bytes: _bytes, totalBytes: _totalBytes, ...others } = rest;
  return others;
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
