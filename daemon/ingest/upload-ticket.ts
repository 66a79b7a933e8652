import type { Clock } from '../clock.js';
import { fromPlainError, type PlainError } from '../errors.js';
import type { Job } from '../protocol/job.js';
import type { RunningJob } from './running-job.js';

/** A file that lies complete in its job's folder. */
export interface ReceivedFile {
  readonly path: string;
  /** 64 hex digits, of its bytes, where the receiver computed it as they came; else it is read once more. */
  readonly sha256?: string | undefined;
}

/** What the receiver of one file holds. It ends with exactly one call of `completed` or `failed`; what comes after that is ignored. */
export class UploadTicket {
  /** Exists, is empty, and is this file's alone; ingest removes it. */
  readonly folder: string;
  /** Aborted when the job is cancelled: no more bytes are wanted. */
  readonly signal: AbortSignal;
  /** For ingest: settles when the receiver is done; rejects when the job is cancelled. */
  readonly file: Promise<ReceivedFile>;
  readonly #running: RunningJob;
  readonly #clock: Clock;
  readonly #beganAtMs: number;
  #resolve: (file: ReceivedFile) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(running: RunningJob, folder: string, clock: Clock) {
    this.folder = folder;
    this.signal = running.signal;
    this.#running = running;
    this.#clock = clock;
    this.#beganAtMs = clock.monotonicMs();
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

  /** Resolves when the job has ended. */
  get settled(): Promise<void> {
    return this.#running.settled;
  }

  /** @param totalBytes undefined where it cannot be known. */
  received(bytes: number, totalBytes?: number): void {
    if (totalBytes === undefined || totalBytes <= 0 || bytes <= 0) return;
    const elapsedMs = this.#clock.monotonicMs() - this.#beganAtMs;
    const etaMs = (elapsedMs * Math.max(0, totalBytes - bytes)) / bytes;
    this.#running.progress({ percent: (bytes / totalBytes) * 100, etaMs });
  }

  completed(file: ReceivedFile): void {
    this.#resolve(file);
  }

  failed(error: PlainError): void {
    this.#reject(fromPlainError(error));
  }
}
