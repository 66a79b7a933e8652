import { FramedError } from '../errors.js';

export type LibraryErrorCode =
  /** Another daemon has this data folder. */
  | 'library-locked'
  /** Written by a newer framed. */
  | 'library-newer'
  /** A database, but not framed's. */
  | 'library-foreign'
  /** SQLite cannot read it. */
  | 'library-damaged'
  | 'library-disk-full'
  | 'library-not-writable'
  /** Longer than a file may be where the library lies (4 GB on FAT), or than the process may write. */
  | 'library-file-too-long'
  /** The storage failed to read or write. */
  | 'library-io'
  | 'library-closed'
  | 'clip-not-found'
  | 'playlist-not-found'
  /** Another than the change was made for. */
  | 'playlist-changed'
  | 'library-bad-name'
  | 'library-too-many-tags'
  /** An id or plan key that could not have come from here: nothing is looked up, no path is made. */
  | 'library-bad-id'
  /** A file to be published is missing, elsewhere, or not what was announced. */
  | 'library-bad-staging'
  | 'library-failed';

export type LibraryError = FramedError<LibraryErrorCode>;

export function libraryError(code: LibraryErrorCode, message: string, cause?: unknown): LibraryError {
  return new FramedError(code, message, cause === undefined ? undefined : { cause });
}

/** Node's and SQLite's own codes (the latter by their beginning: SQLITE_IOERR_WRITE is an SQLITE_IOERR), and what they mean here. */
const MEANINGS: readonly (readonly [pattern: RegExp, code: LibraryErrorCode, sentence: string])[] = [
  [
    /^(ENOSPC|EDQUOT|SQLITE_FULL)/,
    'library-disk-full',
    'the disk is full; remove clips or give the data folder more room',
  ],
  [
    /^(EROFS|EACCES|EPERM|SQLITE_READONLY|SQLITE_PERM|SQLITE_CANTOPEN)/,
    'library-not-writable',
    'the data folder cannot be written; check its owner and that its file system is not read-only',
  ],
  [
    /^EFBIG/,
    'library-file-too-long',
    'the file would be longer than the data folder allows; put that on a file system for large files (ext4, exFAT), and see to ulimit -f',
  ],
  [/^(EIO|SQLITE_IOERR)/, 'library-io', 'the storage failed to read or write; check the SD card'],
  [
    /^(SQLITE_CORRUPT|SQLITE_NOTADB)/,
    'library-damaged',
    'the database is damaged; restart framed, which makes it anew of what can be read, of its newest copy and of the originals',
  ],
];

/** What went wrong while `doing` ("store the clip"), in the library's words. An error that is the library's already stays as it is. */
export function toLibraryError(thrown: unknown, doing: string): FramedError {
  // One of the system's may have crossed a thread, and be a FramedError by that.
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const meaning = MEANINGS.find(([pattern]) => pattern.test(code));
  if (meaning) return libraryError(meaning[1], `Could not ${doing}: ${meaning[2]} (${code}).`, thrown);
  if (thrown instanceof FramedError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return libraryError('library-failed', `Could not ${doing}: ${reason}`, thrown);
}
