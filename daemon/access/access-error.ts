import { FramedError } from '../errors.js';

/** What this room throws. */
export type AccessErrorCode =
  | 'access-damaged'
  | 'access-foreign'
  | 'access-not-writable'
  | 'link-expired'
  | 'pairing-closed'
  | 'pairing-code-wrong'
  | 'too-many-attempts'
  | 'too-many-grants';

export function accessError(code: AccessErrorCode, message: string, cause?: unknown): FramedError<AccessErrorCode> {
  return new FramedError(code, message, cause === undefined ? {} : { cause });
}
