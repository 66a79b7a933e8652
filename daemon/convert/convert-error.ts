import { FramedError } from '../errors.js';

/**
 * What can go wrong between a file and its frames:
 *
 * - ffmpeg-missing, ffmpeg-too-old: the machine lacks the tool; the message holds the command that installs it.
 * - media-unreadable: the file is damaged, cut off, or not what its beginning claims.
 * - media-no-picture: sound only. media-unsupported: understood, and refused. media-too-large: more pixels than this machine should hold,
 *   or more memory than a program may take that reads it.
 * - convert-options-invalid: an option is outside what ConvertOptions promises.
 * - convert-range-empty: start and length leave nothing of the clip.
 * - convert-cancelled, convert-stalled: stopped by the caller, or by the guard against a decoder that hangs.
 * - convert-not-streamable: not while it arrives; from disk, when all of it is there, it may well go. `cause` has what came in the way.
 * - convert-failed: ffmpeg gave up in the middle for a reason that lies outside the file.
 */
export type ConvertErrorCode =
  | 'ffmpeg-missing'
  | 'ffmpeg-too-old'
  | 'media-unreadable'
  | 'media-no-picture'
  | 'media-unsupported'
  | 'media-too-large'
  | 'convert-options-invalid'
  | 'convert-range-empty'
  | 'convert-cancelled'
  | 'convert-stalled'
  | 'convert-not-streamable'
  | 'convert-failed';

export class ConvertError extends FramedError<ConvertErrorCode> {
  constructor(code: ConvertErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
    this.name = 'ConvertError';
  }
}

/** Throws 'convert-cancelled' where the caller has given up. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled();
}

export function cancelled(): ConvertError {
  return new ConvertError('convert-cancelled', 'The conversion was cancelled.');
}

/** A file's name as a sentence may show it: in quotes, on one line, and not longer than a line. */
export function quoteName(name: string): string {
  const plain = name.replace(/\p{C}+/gu, ' ').trim();
  return `"${plain.length > 80 ? `${plain.slice(0, 79)}…` : plain}"`;
}
