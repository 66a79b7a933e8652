import { FramedError } from '../errors.js';

/** What a request can be answered with in place of a result. */
export type HttpErrorCode =
  | 'bad-request'
  | 'body-too-large'
  | 'clip-not-found'
  | 'device-not-found'
  | 'file-missing'
  | 'file-too-large'
  | 'guest-link-not-found'
  | 'headers-too-large'
  | 'host-not-allowed'
  | 'invalid-body'
  | 'invalid-json'
  | 'job-finished'
  | 'job-not-found'
  | 'local-only'
  | 'method-not-allowed'
  | 'not-found'
  | 'not-signed-in'
  | 'origin-not-allowed'
  | 'playlist-not-found'
  | 'range-not-satisfiable'
  | 'scope-missing'
  | 'token-not-found'
  | 'too-many-attempts'
  | 'too-many-clients'
  | 'too-many-files'
  | 'too-many-uploads'
  | 'unsupported-media-type'
  | 'upload-aborted'
  | 'upload-cancelled'
  | 'upload-malformed'
  | 'url-too-long';

/** The status of each code that may leave the house; other rooms' errors among them. Anything else is a fault of ours: 500. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  'access-not-writable': 507,
  'backup-config-invalid': 422,
  'backup-damaged': 422,
  'backup-incomplete': 422,
  'backup-malformed': 422,
  'backup-newer': 422,
  'bad-request': 400,
  'body-too-large': 413,
  'clip-not-found': 404,
  'clip-not-ready': 409,
  'config-change-invalid': 422,
  'config-invalid': 409,
  'config-missing': 409,
  'config-not-editable': 409,
  'config-not-utf8': 409,
  'config-not-writable': 507,
  'config-revision': 409,
  'config-too-large': 409,
  'config-unreadable': 409,
  'device-not-found': 404,
  'disk-full': 507,
  'disk-reserve': 507,
  'file-missing': 422,
  'file-too-large': 413,
  'guest-link-not-found': 404,
  'headers-too-large': 431,
  'host-not-allowed': 421,
  'invalid-body': 422,
  'invalid-json': 400,
  'ingest-stopped': 503,
  'job-finished': 409,
  'job-not-found': 404,
  'library-bad-id': 404,
  'library-bad-name': 422,
  'library-closed': 503,
  'library-damaged': 422,
  'library-disk-full': 507,
  'library-foreign': 422,
  'library-file-too-long': 507,
  'library-full': 507,
  'library-io': 507,
  'library-newer': 422,
  'library-not-writable': 507,
  'library-too-many-tags': 422,
  'link-expired': 403,
  'local-only': 403,
  'method-not-allowed': 405,
  'media-unreadable': 422,
  'media-unsupported': 422,
  'convert-range-empty': 422,
  'convert-options-invalid': 422,
  'original-lost': 409,
  'ffmpeg-missing': 503,
  'not-found': 404,
  'not-signed-in': 401,
  'nothing-to-undo': 409,
  'origin-not-allowed': 403,
  'pairing-closed': 409,
  'pairing-code-wrong': 403,
  'pattern-not-shown': 503,
  'playlist-changed': 409,
  'playlist-empty': 409,
  'playlist-not-found': 404,
  'range-not-satisfiable': 416,
  'schedule-day-invalid': 422,
  'scope-missing': 403,
  'restore-busy': 409,
  'restore-interrupted': 507,
  'token-not-found': 404,
  'too-many-attempts': 429,
  'too-many-clients': 503,
  'too-many-files': 413,
  'too-many-grants': 409,
  'look-invalid': 422,
  'too-many-uploads': 503,
  'unsupported-media-type': 415,
  'uploads-full': 507,
  'upload-aborted': 400,
  'upload-busy': 423,
  'upload-cancelled': 409,
  'upload-gone': 410,
  'upload-interrupted': 507,
  'upload-malformed': 400,
  'upload-not-found': 404,
  'upload-not-stored': 507,
  'upload-stepped-aside': 410,
  'upload-offset-wrong': 409,
  'upload-version-unsupported': 412,
  'url-too-long': 414,
};

/** An error that a request is answered with. */
export function httpError(code: HttpErrorCode, message: string, cause?: unknown): FramedError<HttpErrorCode> {
  return new FramedError(code, message, cause === undefined ? {} : { cause });
}

/** The status for a code, 500 where the code is not meant for the outside. */
export function statusOfCode(code: string): number {
  return STATUS_OF_CODE[code] ?? 500;
}
