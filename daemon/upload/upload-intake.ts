import type { PlainError } from '../errors.js';
import type { ArrivingFile } from './arriving-file.js';
import type { Metadata } from './upload-info.js';

/** What the receiver needs of whoever takes files in: ingest has it. */
export interface UploadIntake {
  /**
   * A job for a file on its way. Throws a FramedError where there is no room for one.
   *
   * @param name the sender's, for showing only.
   * @param options.key the same for the same upload after a restart.
   * @param options.metadata as the client gave it.
   * @param options.idleMs how long nothing had come before a restart.
   */
  beginUpload(
    name: string,
    options: { totalBytes: number; arriving: ArrivingFile; key: string; metadata: Metadata; idleMs: number },
  ): ArrivalTicket;
  /** Throws job-not-found, job-finished. */
  cancel(jobId: string): Promise<void> | void;
}

/** One file on its way in. Ends with one of `completed` and `failed`. */
export interface ArrivalTicket {
  readonly job: { readonly id: string };
  /** Empty, the job's alone, and on the file system of the uploads. */
  readonly folder: string;
  /** Aborted when the job is cancelled; with a FramedError where it has another reason. */
  readonly signal: AbortSignal;
  /** Resolves when the file is safe without its upload: it is kept until it is a clip, or not wanted any more. */
  readonly settled: Promise<void>;
  received(bytes: number, totalBytes: number): void;
  /**
   * The file lies complete in the folder. Resolves when it is safe: only then is its last byte acknowledged. Rejects where it cannot be kept; then
   * it may be tried again.
   */
  completed(file: { path: string; bytes: number; sha256: string }): Promise<void> | void;
  /** For now the file cannot be stored, for this reason; it is tried again. */
  interrupted(error: PlainError): void;
  failed(error: PlainError): void;
}
