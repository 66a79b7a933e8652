import { FramedError } from '../errors.js';

/** Why a frame zip is refused (reading) or could not be made (writing). Stable: branch on these. docs/frame-zip.md lists them. */
export type FrameZipErrorCode =
  /** The file cannot be opened or read at all, or is not a regular file. */
  | 'frame-zip-unreadable'
  /** No zip: too short, or no end record and no zip signature at the start. */
  | 'frame-zip-not-a-zip'
  /** A zip whose end is missing, or with something behind its end. */
  | 'frame-zip-truncated'
  /** The end record or the central directory contradicts itself, the file's size, or another end record. */
  | 'frame-zip-directory-invalid'
  /** A zip64 record or field is missing, too short, or disagrees with its 32-bit twin. */
  | 'frame-zip-zip64-invalid'
  /** More entries than the limit, or more files that are no frames than are put up with. */
  | 'frame-zip-too-many-entries'
  /** A picture or metadata.json larger than the limit. */
  | 'frame-zip-too-large'
  /** A name with a folder, a drive, a control character, or none at all. */
  | 'frame-zip-name-unsafe'
  | 'frame-zip-name-duplicate'
  | 'frame-zip-encrypted'
  | 'frame-zip-method-unsupported'
  /** An entry that does not lie between the file's start and the central directory. */
  | 'frame-zip-entry-outside'
  | 'frame-zip-entries-overlap'
  /** A frame that is not width * height * 2 bytes. */
  | 'frame-zip-frame-size'
  /** Sizes that DEFLATE or STORED cannot produce. */
  | 'frame-zip-ratio-impossible'
  /** A gap in the frames' numbering, or no frames. */
  | 'frame-zip-frame-missing'
  /** A delta without a frame to apply it to, not declared, or too far from the last full frame. */
  | 'frame-zip-delta-invalid'
  | 'frame-zip-metadata-missing'
  | 'frame-zip-metadata-invalid'
  /** A version, pixel format or delta of a later writer. */
  | 'frame-zip-version-unsupported'
  /** A local header that says something else than the central directory (found by verify, or at open for metadata.json). */
  | 'frame-zip-header-mismatch'
  /** The writer was given something it cannot store: wrong size, time not rising, a second frame of a still, no frame at all. */
  | 'frame-zip-frame-refused'
  /** The file cannot be written; `cause` has the system's reason. */
  | 'frame-zip-write-failed'
  /** The thread that writes ended in the middle, for want of memory or by a fault; its error is the `cause`, where it gave one. */
  | 'frame-zip-writer-died';

/** The one error class of this room. */
export class FrameZipError extends FramedError<FrameZipErrorCode> {
  constructor(code: FrameZipErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
    this.name = 'FrameZipError';
  }
}
