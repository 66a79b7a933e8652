import { FramedError } from '../errors.js';

export type IngestErrorCode =
  /** As many files as may be under way are under way. */
  | 'too-many-uploads'
  /** Files on their way would take more together than they may. */
  | 'uploads-full'
  /** It was silent for long, and made room for another one. */
  | 'upload-stepped-aside'
  /** What the sender chose for the clip cannot be. */
  | 'look-invalid'
  | 'job-not-found'
  /** The job is over: there is nothing left to cancel. */
  | 'job-finished'
  | 'file-empty'
  /** The disk would have less free than is to stay free. */
  | 'disk-reserve'
  /** The library would take more than it may. */
  | 'library-full'
  /** It took longer than a conversion may. */
  | 'conversion-too-long'
  /** The daemon was ended again and again while it converted the file. */
  | 'conversion-deadly'
  | 'file-unreadable'
  /** What was to be added is a folder, a device or the like. */
  | 'file-not-plain'
  /** Frames are to be made of an original that is gone. */
  | 'original-lost'
  /** framed is stopping. */
  | 'ingest-stopped';

export function ingestError(code: IngestErrorCode, message: string, cause?: unknown): FramedError<IngestErrorCode> {
  return new FramedError(code, message, cause === undefined ? undefined : { cause });
}
