import { EventEmitter } from 'node:events';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'koa';
import { koaBody } from 'koa-body';
import type { FramedError } from '../errors.js';
import type { Job } from '../protocol/job.js';
import { httpError } from './http-error.js';
import type { Uploads, UploadTicket } from './services.js';
import { fileTooLarge, type UploadLimits, uploadError } from './upload-errors.js';

/** The form field that holds the files. */
const FIELD = 'file';
/** Fields beside the files are read over; they may not be used to fill the memory. */
const MAX_FIELDS = 10;
const MAX_FIELD_BYTES = 4096;
/** A file under way has this name in its folder, a complete one the other: what bears the second is whole. */
const PARTIAL_NAME = 'partial';
const COMPLETE_NAME = 'original';

type FormFile = Parameters<
  NonNullable<NonNullable<NonNullable<Parameters<typeof koaBody>[0]>['formidable']>['onFileBegin']>
>[1];

/**
 * Receives the files of a multipart form, each straight into its ticket's folder, and returns their jobs.
 *
 * A file is handed on when its own last byte is on disk, while those after it still arrive. Where the form breaks off, the files that
 * were complete stay, the one under way is failed, and an upload error is thrown.
 */
export async function receiveFiles(ctx: Context, uploads: Uploads, limits: UploadLimits): Promise<Job[]> {
  const contentLength = ctx.request.length;
  if (!ctx.is('multipart/form-data')) {
    throw httpError('unsupported-media-type', `Files must be sent as multipart/form-data, in fields named "${FIELD}".`);
  }
  if (contentLength !== undefined && contentLength > limits.maxBytes) throw fileTooLarge(limits.maxBytes);

  const reception = new Reception(uploads, limits, contentLength);
  const parseForm = koaBody({
    multipart: true,
    json: false,
    text: false,
    urlencoded: false,
    formidable: {
      hashAlgorithm: 'sha256',
      maxFileSize: limits.maxBytes,
      maxTotalFileSize: limits.maxBytes,
      maxFields: MAX_FIELDS,
      maxFieldsSize: MAX_FIELD_BYTES,
      filter: ({ name }) => name === FIELD && reception.hasRoom(),
      onFileBegin: (_field, file) => reception.begin(file),
    },
  });
  try {
    await parseForm(ctx, async () => {});
  } catch (thrown) {
    const error = uploadError(thrown, limits);
    reception.fail(error);
    throw error;
  }
  if (reception.jobs.length === 0) throw httpError('file-missing', `The form has no file in a field named "${FIELD}".`);
  return reception.jobs;
}

/** The files of one form. */
class Reception {
  readonly jobs: Job[] = [];
  readonly #uploads: Uploads;
  readonly #limits: UploadLimits;
  /** Bytes of the body that are not accounted for by complete files; undefined where the client did not say its length. */
  #restBytes: number | undefined;
  #current: { ticket: UploadTicket; file: EventEmitter } | undefined;
  #last: EventEmitter | undefined;

  constructor(uploads: Uploads, limits: UploadLimits, contentLength: number | undefined) {
    this.#uploads = uploads;
    this.#limits = limits;
    this.#restBytes = contentLength;
  }

  /** False where one more file is one too many; the form is then refused as a whole. */
  hasRoom(): boolean {
    if (this.jobs.length < this.#limits.maxFiles) return true;
    this.#refuse(httpError('too-many-files', `A form may have ${this.#limits.maxFiles} files at most.`));
    return false;
  }

  begin(file: FormFile): void {
    // formidable's type for a file leaves out that it is an emitter.
    if (!(file instanceof EventEmitter)) throw new TypeError('formidable gave a file that is no event emitter');
    const ticket = this.#uploads.beginUpload(file.originalFilename ?? '');
    const partial = join(ticket.folder, PARTIAL_NAME);
    file.filepath = partial;
    this.jobs.push(ticket.job);
    this.#current = { ticket, file };
    this.#last = file;
    const onCancel = () => this.#refuse(httpError('upload-cancelled', 'The upload was cancelled.'));
    ticket.signal.addEventListener('abort', onCancel, { once: true });
    file.on('progress', (bytes: number) => ticket.received(bytes, this.#restBytes));
    file.on('end', () => {
      ticket.signal.removeEventListener('abort', onCancel);
      this.#current = undefined;
      if (this.#restBytes !== undefined) this.#restBytes -= file.size;
      const path = join(ticket.folder, COMPLETE_NAME);
      // At once: should a later file fail, formidable removes every file of the form by the name that it knows.
      renameSync(partial, path);
      ticket.completed({ path, bytes: file.size, sha256: file.hash ?? '' });
    });
  }

  fail(error: FramedError): void {
    this.#current?.ticket.failed({ code: error.code, message: error.message });
    this.#current = undefined;
  }

  /** A file's error is the form's: formidable closes and removes what it has and the parse is rejected with it. */
  #refuse(error: FramedError): void {
    this.#last?.emit('error', error);
  }
}
