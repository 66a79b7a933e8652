import type { Clock } from '../clock.js';
import { FramedError, fromPlainError, type PlainError } from '../errors.js';
import type { Job } from '../protocol/job.js';
import { ArrivalRate } from './arrival-rate.js';
import type { KeptFile } from './kept-file.js';
import type { RunningJob } from './running-job.js';

/** A file that lies complete in its job's folder. */
export interface ReceivedFile {
  readonly path: string;
  /** 64 hex digits, of its bytes, where the receiver computed it as they came; else it is read once more. */
  readonly sha256?: string | undefined;
}

export interface TicketOwner {
  /** Makes a file safe that was received whole. */
  keep(file: ReceivedFile): Promise<KeptFile>;
  /** Told of every piece that came. */
  watch?(bytes: number, totalBytes: number | undefined): void;
  /** There already when it begins. */
  bytes?: number;
}

/** What the receiver of one file holds. It ends with a call of `completed` that resolves, or of `failed`; what comes after that is ignored. */
export class UploadTicket {
  /** Exists, is empty, and is this file's alone; ingest removes it. */
  readonly folder: string;
  /** Aborted when the job is cancelled: no more bytes are wanted. */
  readonly signal: AbortSignal;
  /** For ingest: settles when the receiver is done and the file is kept; rejects when the job is cancelled. */
  readonly file: Promise<KeptFile>;
  readonly #running: RunningJob;
  readonly #rate: ArrivalRate;
  readonly #keep: TicketOwner['keep'];
  readonly #watch: NonNullable<TicketOwner['watch']>;
  #resolve: (file: KeptFile) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(running: RunningJob, folder: string, clock: Clock, { keep, watch = () => {}, bytes = 0 }: TicketOwner) {
    this.folder = folder;
    this.#keep = keep;
    this.#watch = watch;
    this.signal = running.signal;
    this.#running = running;
    this.#rate = new ArrivalRate(clock, bytes);
    this.file = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.signal.addEventListener('abort', () => this.#reject(this.signal.reason), { once: true });
  }

  /** As it is now. */
  get job(): Job {
    return this.#running.job;
  }

  /** Resolves when the file is kept, or the job has ended: whoever sent it need not keep it longer. */
  get settled(): Promise<void> {
    const kept = this.file.then(() => {});
    return Promise.race([this.#running.settled, kept.catch(() => this.#running.settled)]);
  }

  /** @param totalBytes undefined where it cannot be known. */
  received(bytes: number, totalBytes?: number): void {
    this.#running.received({ bytes, totalBytes, etaMs: this.#rate.etaMs(bytes, totalBytes) });
    this.#watch(bytes, totalBytes);
  }

  /**
   * Resolves when the file is safe: from then on a kill or a power cut does not lose it, and its sender may be told so. Rejects with the
   * reason why it could not be kept; then it may be tried again, or has failed.
   */
  async completed(file: ReceivedFile): Promise<void> {
    if (this.#running.ended || this.signal.aborted) return;
    try {
      this.#resolve(await this.#keep(file));
    } catch (error) {
      // Whoever cancelled knows it, and an empty file is the job's to tell of: nothing was lost.
      const isRefusal = error instanceof FramedError && error.code === 'file-empty';
      if (!isRefusal && !this.signal.aborted) throw error;
      this.#reject(error);
    }
  }

  /** For now the file cannot be kept, for this reason; its receiver tries again. */
  interrupted(error: PlainError): void {
    this.#running.interrupt(error);
  }

  failed(error: PlainError): void {
    this.#reject(fromPlainError(error));
  }
}
