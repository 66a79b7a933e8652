import type { Context } from 'koa';
import { koaBody } from 'koa-body';
import type { Job } from '../protocol/job.js';
import type { Look } from '../protocol/look.js';
import { httpError } from './http-error.js';
import { Reception } from './reception.js';
import type { Uploads } from './services.js';
import { fileTooLarge, type UploadLimits, uploadError } from './upload-errors.js';

/** The form field that holds the files. */
const FIELD = 'file';
/** Fields beside the files are read over; they may not be used to fill the memory. */
const MAX_FIELDS = 10;
const MAX_FIELD_BYTES = 4096;

/**
 * Receives the files of a multipart form, each straight into its ticket's folder, and returns their jobs.
 *
 * A file is handed on when its own last byte is on disk, while those after it still arrive. Where the form breaks off, the files that
 * were complete stay, the one under way is failed, and an upload error is thrown.
 *
 * @param look what the sender chose for each of the clips.
 */
export async function receiveFiles(ctx: Context, uploads: Uploads, limits: UploadLimits, look?: Look): Promise<Job[]> {
  const { maxBytes, maxFiles } = limits;
  const contentLength = ctx.request.length;
  if (!ctx.is('multipart/form-data')) {
    throw httpError('unsupported-media-type', `Files must be sent as multipart/form-data, in fields named "${FIELD}".`);
  }
  if (contentLength !== undefined && contentLength > maxBytes) throw fileTooLarge(maxBytes);

  const reception = new Reception(uploads, { maxFiles, contentLength, look });
  const parseForm = koaBody({
    multipart: true,
    json: false,
    text: false,
    urlencoded: false,
    formidable: {
      hashAlgorithm: 'sha256',
      maxFileSize: maxBytes,
      maxTotalFileSize: maxBytes,
      maxFields: MAX_FIELDS,
      maxFieldsSize: MAX_FIELD_BYTES,
      filter: ({ name, originalFilename }) => name === FIELD && reception.expect(originalFilename ?? ''),
      onFileBegin: (_field, file) => reception.begin(file),
    },
  });
  try {
    await parseForm(ctx, async () => {});
    await reception.checkWhole();
  } catch (thrown) {
    const error = uploadError(thrown, limits);
    reception.fail(error);
    throw error;
  }
  await reception.finish();
  if (reception.jobs.length === 0) throw httpError('file-missing', `The form has no file in a field named "${FIELD}".`);
  return reception.jobs;
}
