import { FramedError, toPlainError } from '../errors.js';

export type UploadErrorCode =
  /** What the client sent is not tus, or not what framed takes of it. */
  | 'upload-malformed'
  /** Another version of tus, or none named. */
  | 'upload-version-unsupported'
  | 'upload-not-found'
  /** Cancelled, or given up because nothing arrived for long. */
  | 'upload-gone'
  /** The part does not begin where the last one ended. */
  | 'upload-offset-wrong'
  /** Another request sends to this upload and has not let go yet. */
  | 'upload-busy'
  | 'upload-expired'
  /** The daemon died at work on it, again and again. */
  | 'upload-given-up'
  /** The file ends before its last byte. */
  | 'upload-incomplete'
  /** The disk does not take it: it fails, or cannot be written. */
  | 'upload-not-stored'
  /** All of it is there, and the disk takes neither the file nor its removal: framed goes on with it when it does. */
  | 'upload-interrupted'
  | 'body-too-large'
  | 'file-too-large'
  | 'disk-full';

export function uploadError(code: UploadErrorCode, message: string, cause?: unknown): FramedError<UploadErrorCode> {
  return new FramedError(code, message, cause === undefined ? undefined : { cause });
}

/** What @tus/server (its ERRORS, by status) and the disk throw, in our words; anything else as it is. */
export function toUploadError(thrown: unknown): unknown {
  if (thrown instanceof FramedError) return thrown;
  if (hasCode(thrown, ['ENOSPC', 'EDQUOT'])) {
    return uploadError(
      'disk-full',
      'There is no room left for the file; delete clips, then the upload goes on.',
      thrown,
    );
  }
  if (hasCode(thrown, ['EFBIG'])) {
    return uploadError(
      'file-too-large',
      'The file is longer than a file may be where framed keeps its data; put the data folder on a file system for large files.',
      thrown,
    );
  }
  if (hasCode(thrown, ['EIO', 'EROFS', 'EACCES', 'EPERM', 'ENOENT'])) {
    return uploadError(
      'upload-not-stored',
      `The file could not be stored: the data folder is not there, cannot be written, or its disk fails (${thrown.code}). Look at what framed says of its storage.`,
      thrown,
    );
  }
  const { status, text } = tusError(thrown);
  return status === undefined ? thrown : errorOfStatus(status, text);
}

/** The whole file is there, and can be neither stored nor taken away for this reason. */
export function uploadInterrupted(thrown: unknown): FramedError<UploadErrorCode> {
  const { message } = toPlainError(toUploadError(thrown));
  return uploadError(
    'upload-interrupted',
    `The file has arrived, and is stored by itself as soon as the disk takes writes. ${message}`,
    thrown,
  );
}

/** For the answers of @tus/server that are no exceptions. */
export function errorOfStatus(status: number, text: string): FramedError<UploadErrorCode> {
  switch (status) {
    case 404:
      return uploadError('upload-not-found', 'There is no such upload; send the file again.');
    case 409:
      return uploadError('upload-offset-wrong', 'Upload-Offset is not where the bytes that arrived end; ask by HEAD.');
    case 412:
      return uploadError('upload-version-unsupported', 'The header Tus-Resumable must be there, and say 1.0.0.');
    case 413:
      return uploadError('body-too-large', 'The body goes beyond the Upload-Length that was announced.');
    default:
      return uploadError('upload-malformed', `The request is not one of tus 1.0.0: ${text.trim()}.`);
  }
}

function tusError(thrown: unknown): { status?: number; text: string } {
  if (typeof thrown !== 'object' || thrown === null || !('status_code' in thrown)) return { text: '' };
  const { status_code: status } = thrown;
  const text = 'body' in thrown ? String(thrown.body) : '';
  return typeof status === 'number' && status !== 500 ? { status, text } : { text };
}

/** One of Node's own codes. */
function hasCode(thrown: unknown, codes: readonly string[]): thrown is Error & { code: string } {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' && codes.includes(thrown.code);
}
