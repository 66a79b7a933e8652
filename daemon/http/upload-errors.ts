import { FramedError } from '../errors.js';
import { httpError } from './http-error.js';

export interface UploadLimits {
  /** Of all files of a request together. */
  maxBytes: number;
  /** Files in a request. */
  maxFiles: number;
}

/** formidable's numbers (its FormidableError.js) for what can be wrong with a form. */
const ABORTED = 1002;
const NO_PARSER = 1003;
const FIELDS_TOO_LONG = 1006;
const TOO_MANY_FIELDS = 1007;
const TOO_SMALL = 1008;
const TOTAL_TOO_LARGE = 1009;
const EMPTY_FILE = 1010;
const FILE_TOO_LARGE = 1016;

/** What a failed upload is called to the client, from whatever the form parser or the disk threw. */
export function uploadError(thrown: unknown, { maxBytes }: UploadLimits): FramedError {
  if (thrown instanceof FramedError) return thrown;
  switch (codeOf(thrown)) {
    case ABORTED:
    case 'ECONNRESET':
      return httpError('upload-aborted', 'The connection broke before the file was complete; send it again.', thrown);
    case NO_PARSER:
      return httpError('unsupported-media-type', 'Files must be sent as multipart/form-data.', thrown);
    case FIELDS_TOO_LONG:
    case TOO_MANY_FIELDS:
      return httpError('body-too-large', 'The form has more fields than expected beside its files.', thrown);
    case TOO_SMALL:
    case EMPTY_FILE:
      return httpError('file-missing', 'The file is empty.', thrown);
    case TOTAL_TOO_LARGE:
    case FILE_TOO_LARGE:
      return fileTooLarge(maxBytes);
    case 'ENOSPC':
    case 'EDQUOT':
      return new FramedError('disk-full', 'There is no room left for the file; delete clips or use a larger card.', {
        cause: thrown,
      });
    case 'EFBIG':
      return httpError(
        'file-too-large',
        'The file is longer than a file may be where framed keeps its data; put the data folder on a file system for large files.',
        thrown,
      );
    default:
      // The other numbers: a boundary that is missing or never closed, an unknown transfer encoding.
      if (typeof codeOf(thrown) === 'number') {
        return httpError('upload-malformed', 'The form could not be understood as multipart/form-data.', thrown);
      }
      return new FramedError('internal', 'The file could not be stored; the log says why.', { cause: thrown });
  }
}

export function fileTooLarge(maxBytes: number): FramedError {
  return httpError('file-too-large', `The files of an upload may have ${Math.floor(maxBytes / 1e6)} MB together.`);
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}
