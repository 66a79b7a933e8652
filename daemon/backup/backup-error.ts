import { FramedError } from '../errors.js';

export type BackupErrorCode =
  /** It is no backup of framed, or a part of it is not what it should be. */
  | 'backup-malformed'
  /** It ends before its end. */
  | 'backup-incomplete'
  /** A part is not the one that was backed up. */
  | 'backup-damaged'
  /** Written by a newer framed. */
  | 'backup-newer'
  | 'backup-config-invalid'
  /** The configuration could not be put in its place. */
  | 'config-not-writable'
  | 'restore-busy'
  /** It is decided, and waits for a storage that failed: it is done by itself, in this run or before the next. */
  | 'restore-interrupted'
  /** There is no library that was replaced. */
  | 'nothing-to-undo'
  | 'disk-reserve';

export function backupError(code: BackupErrorCode, message: string, cause?: unknown): FramedError<BackupErrorCode> {
  return new FramedError(code, message, cause === undefined ? undefined : { cause });
}
