import { EventEmitter } from 'node:events';
import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { koaBody } from 'koa-body';
import { FramedError, toPlainError } from '../errors.js';
import type { Job } from '../protocol/job.js';
import type { Look } from '../protocol/look.js';
import { Arrival } from '../upload/arriving-file.js';
import { httpError } from './http-error.js';
import type { Uploads, UploadTicket } from './services.js';

type FormOptions = NonNullable<NonNullable<Parameters<typeof koaBody>[0]>['formidable']>;
type FormFile = Parameters<NonNullable<FormOptions['onFileBegin']>>[1];

/** A file under way has this name in its folder, a complete one the other: what bears the second is whole. */
const PARTIAL_NAME = 'partial';
const COMPLETE_NAME = 'original';

/** Its reason is told when the file is closed, which takes a moment. */
const WRITE_ERROR_WAIT_MS = 1000;

export interface ReceptionOptions {
  readonly maxFiles: number;
  /** Of the whole form; undefined where the client did not say it. */
  readonly contentLength: number | undefined;
  /** What the sender chose for each of the clips. */
  readonly look: Look | undefined;
}

/** The files of one form, between formidable's events and the tickets of the uploads. */
export class Reception {
  readonly jobs: Job[] = [];
  readonly #uploads: Uploads;
  readonly #maxFiles: number;
  readonly #look: Look | undefined;
  /** Files that are not complete. More than one where the next begins while the last bytes of one are being written. */
  readonly #open = new Map<UploadTicket, Arrival>();
  /** Settle when the files that are complete are safe. */
  readonly #kept: Promise<void>[] = [];
  /** Bytes of the body that are not accounted for by complete files; undefined where the client did not say its length. */
  #restBytes: number | undefined;
  #tellWriteError: (error: unknown) => void = () => {};
  /** Resolves with the reason why a file could not be written, where that is so. */
  readonly #writeFailed = new Promise<unknown>((resolve) => {
    this.#tellWriteError = resolve;
  });
  /** Of the file whose head has been read. */
  #expected: UploadTicket | undefined;
  /** Why files were read over. The form is refused at its end, so that the files before them stay. */
  #refusal: unknown;

  constructor(uploads: Uploads, { maxFiles, contentLength, look }: ReceptionOptions) {
    this.#uploads = uploads;
    this.#maxFiles = maxFiles;
    this.#restBytes = contentLength;
    this.#look = look;
  }

  /** Makes room for a file. False where there is none: the file is then to be read over. Never throws: formidable would not catch it. */
  expect(name: string): boolean {
    if (this.jobs.length >= this.#maxFiles) {
      this.#refusal ??= httpError(
        'too-many-files',
        `A form may have ${this.#maxFiles} files; those after them were left.`,
      );
      return false;
    }
    try {
      // Where it will lie is known with its folder, before there is a byte of it.
      const arriving = new Arrival({ path: '', totalBytes: undefined });
      this.#expected = this.#uploads.beginUpload(name, { arriving, totalBytes: this.#restBytes, look: this.#look });
      arriving.movedTo(join(this.#expected.folder, PARTIAL_NAME));
      this.#open.set(this.#expected, arriving);
    } catch (error) {
      this.#refusal ??= error;
      return false;
    }
    this.jobs.push(this.#expected.job);
    return true;
  }

  /** The expected file is about to be opened. */
  begin(file: FormFile): void {
    const ticket = this.#expected;
    // formidable's type for a file leaves out that it is an emitter.
    const arriving = ticket && this.#open.get(ticket);
    if (ticket === undefined || arriving === undefined || !(file instanceof EventEmitter))
      throw new TypeError('a file began that was not expected');
    file.filepath = arriving.path;
    // A file's error is the form's: formidable closes and removes what it has open, and the parse is rejected with it.
    const cancel = () => {
      const { reason } = ticket.signal;
      const isRefused = reason instanceof FramedError;
      file.emit('error', isRefused ? reason : httpError('upload-cancelled', 'The upload was cancelled.'));
    };
    ticket.signal.addEventListener('abort', cancel, { once: true });
    file.on('error', (error) => this.#tellWriteError(error));
    file.on('progress', (bytes: number) => {
      arriving.grew(bytes - arriving.bytes);
      ticket.received(bytes, this.#restBytes);
    });
    file.on('end', () => {
      ticket.signal.removeEventListener('abort', cancel);
      try {
        this.#complete(ticket, file);
      } catch (error) {
        file.emit('error', error);
      }
    });
  }

  /** The form broke off: whatever is not complete is lost. */
  fail(error: FramedError): void {
    for (const [ticket, arriving] of this.#open) {
      arriving.fail();
      ticket.failed({ code: error.code, message: error.message });
    }
    this.#open.clear();
  }

  /** The form is complete. Throws where a file is not: its last bytes could not be written, of which formidable tells when it has ended. */
  async checkWhole(): Promise<void> {
    if (this.#open.size === 0) return;
    const unknown = setTimeout(WRITE_ERROR_WAIT_MS).then(() => new Error('the file on disk is shorter than what came'));
    throw await Promise.race([this.#writeFailed, unknown]);
  }

  /** The form is complete: resolves when its files are safe. Throws where one cannot be kept, or files were read over. */
  async finish(): Promise<void> {
    await Promise.all(this.#kept);
    if (this.#refusal !== undefined) throw this.#refusal;
  }

  #complete(ticket: UploadTicket, { filepath, size, hash }: FormFile): void {
    // formidable says 'end' of a file that it broke off, too; what is on disk tells the truth. `fail` follows for such a one.
    const arriving = this.#open.get(ticket);
    if (arriving === undefined || sizeOnDisk(filepath) !== size) return;
    const path = join(ticket.folder, COMPLETE_NAME);
    // At once: should a later file fail, formidable removes every file of the form by the name that it knows.
    renameSync(filepath, path);
    arriving.movedTo(path);
    arriving.complete();
    this.#open.delete(ticket);
    if (this.#restBytes !== undefined) this.#restBytes -= size;
    // Awaited at the form's end; a rejection before that is not to be one that nobody hears of.
    const kept = Promise.resolve(ticket.completed({ path, bytes: size, sha256: hash ?? '' }));
    kept.catch((error) => ticket.failed(toPlainError(error)));
    this.#kept.push(kept);
  }
}

function sizeOnDisk(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}
