import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FramedError, type PlainError } from '../../../daemon/errors.js';
import type { Uploads, UploadTicket } from '../../../daemon/http/services.js';
import type { Job } from '../../../daemon/protocol/job.js';
import type { ArrivalTicket } from '../../../daemon/upload/upload-intake.js';

type CompletedFile = Parameters<UploadTicket['completed']>[0];

/** Takes files in and keeps what it is told about them. */
export class StagedUploads implements Uploads {
  readonly jobs: Job[] = [];
  readonly completed: (CompletedFile & { jobId: string })[] = [];
  readonly failures: (PlainError & { jobId: string })[] = [];
  readonly interruptions: (PlainError & { jobId: string })[] = [];
  readonly received: { jobId: string; bytes: number; totalBytes: number | undefined }[] = [];
  readonly #root: string;
  readonly #cancels = new Map<string, AbortController>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Why no file can be kept. */
  refusal: Error | undefined;
  /** False: jobs go on until {@link settle}. */
  settlesAtOnce = true;
  readonly #settle = new Map<string, () => void>();

  beginUpload(name: string): UploadTicket & ArrivalTicket {
    const id = `job-${this.jobs.length + 1}`;
    const folder = join(this.#root, id);
    const job: Job = { id, name, stage: 'receiving', frames: 0, known: false };
    const cancel = new AbortController();
    mkdirSync(folder, { recursive: true });
    this.jobs.push(job);
    this.#cancels.set(id, cancel);
    const settled = new Promise<void>((resolve) => this.#settle.set(id, resolve));
    return {
      job,
      folder,
      signal: cancel.signal,
      settled,
      received: (bytes, totalBytes) => this.received.push({ jobId: id, bytes, totalBytes }),
      completed: (file) => {
        if (this.refusal !== undefined) throw this.refusal;
        this.#cancels.delete(id);
        this.completed.push({ jobId: id, ...file });
        if (this.settlesAtOnce) this.settle(id);
      },
      interrupted: (error) => this.interruptions.push({ jobId: id, ...error }),
      failed: (error) => {
        this.#cancels.delete(id);
        this.failures.push({ jobId: id, ...error });
        rmSync(folder, { recursive: true });
      },
    };
  }

  /** The job ends. */
  settle(jobId: string): void {
    this.#settle.get(jobId)?.();
  }

  cancel(jobId: string): void {
    const cancel = this.#cancels.get(jobId);
    if (cancel === undefined) throw this.#nothingToCancel(jobId);
    cancel.abort();
  }

  #nothingToCancel(jobId: string): FramedError {
    if (this.jobs.some(({ id }) => id === jobId)) return new FramedError('job-finished', 'The job is over.');
    return new FramedError('job-not-found', `There is no job ${jobId}.`);
  }
}
