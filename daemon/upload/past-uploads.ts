import type { FramedError } from '../errors.js';
import { uploadError } from './upload-error.js';

/** Each takes some 200 bytes; a client asks within minutes if it asks at all. */
const KEPT = 500;

export interface FinishedUpload {
  readonly bytes: number;
  readonly jobId: string;
}

/**
 * Uploads that ended in this run, for clients that did not hear of it: one whose connection broke with the last acknowledgement must not
 * send everything again, one whose upload was cancelled must not go on trying.
 *
 * Not kept over a restart, on purpose: then only what is in the library tells whether the file is safe.
 */
export class PastUploads {
  readonly #ended = new Map<string, FinishedUpload | FramedError>();

  addFinished(id: string, upload: FinishedUpload): void {
    this.#add(id, upload);
  }

  addGone(id: string, { message }: FramedError): void {
    this.#add(id, uploadError('upload-gone', message));
  }

  finished(id: string): FinishedUpload | undefined {
    const ended = this.#ended.get(id);
    return ended instanceof Error ? undefined : ended;
  }

  goneBecause(id: string): FramedError | undefined {
    const ended = this.#ended.get(id);
    return ended instanceof Error ? ended : undefined;
  }

  #add(id: string, ended: FinishedUpload | FramedError): void {
    this.#ended.set(id, ended);
    for (const oldest of this.#ended.keys()) {
      if (this.#ended.size <= KEPT) break;
      this.#ended.delete(oldest);
    }
  }
}
