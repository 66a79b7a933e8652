import type { ArrivingMedia } from './arriving-media.js';
import type { ConvertJob } from './conversion.js';
import { ConvertError, cancelled, quoteName } from './convert-error.js';
import { guessFacts } from './guess-facts.js';
import type { MediaFacts } from './media-facts.js';
import { type MediaType, sniff } from './sniff.js';
import { TopLevelBoxes } from './top-level-boxes.js';

/**
 * Containers of which ffmpeg gives the same pictures, with the same times, through a pipe as from a file (5.1, each compared: variable
 * rates, edit lists, rotation, fragments). Stills and animations are small, and need the whole file.
 */
const STREAMABLE: ReadonlySet<string> = new Set(['mov', 'matroska', 'mpegts', 'flv', 'avi']);

/** The longest beginning that {@link sniff} needs to tell these containers from everything else. */
const DECIDING_BYTES = 4096;

/** A film of an hour has an index of some 2 MB. Of a longer one nothing is guessed. */
const MAX_GUESSED_BYTES = 4 << 20;

/** A file that can be converted while it arrives. */
export interface StreamableFile {
  readonly demuxer: string;
  /** Its beginning says all that there is to say of it; how long it is, for one. */
  readonly describesAll: boolean;
  /** What can be known of it without ffprobe, and may be wrong. */
  readonly guess?: MediaFacts | undefined;
}

/**
 * Waits for as much of the file as it takes to see whether it can be converted while it arrives.
 *
 * @throws ConvertError 'convert-not-streamable', as soon as that is seen; 'convert-cancelled'; and the file's own failure
 */
export async function findStreamable(media: ArrivingMedia, job: ConvertJob): Promise<StreamableFile> {
  const chunks = media.follow(job.signal);
  const boxes = new TopLevelBoxes();
  const pieces: Buffer[] = [];
  let headBytes = 0;
  let demuxer: string | undefined;
  try {
    for await (const chunk of chunks) {
      const bytes: Buffer = chunk;
      boxes.push(bytes);
      if (headBytes < MAX_GUESSED_BYTES) pieces.push(bytes);
      headBytes += bytes.length;
      if (headBytes < DECIDING_BYTES) continue;
      demuxer ??= demuxerOf(Buffer.concat(pieces).subarray(0, DECIDING_BYTES), job);
      if (demuxer !== 'mov') return { demuxer, describesAll: false };
      if (boxes.isStreamable) {
        const { describesAll } = boxes;
        const canGuess = describesAll && headBytes < MAX_GUESSED_BYTES;
        return { demuxer, describesAll, guess: canGuess ? guessFacts(Buffer.concat(pieces)) : undefined };
      }
      if (boxes.isStreamable === false) break;
    }
  } catch (error) {
    throw job.signal?.aborted ? cancelled() : error;
  } finally {
    chunks.destroy();
  }
  throw notStreamable(job);
}

function demuxerOf(head: Uint8Array, job: ConvertJob): string {
  let type: MediaType;
  try {
    type = sniff(head, job.originalName);
  } catch (cause) {
    throw notStreamable(job, cause);
  }
  const { way, demuxer } = type;
  if (way !== 'plain' || demuxer === undefined || !STREAMABLE.has(demuxer)) throw notStreamable(job);
  return demuxer;
}

/** @param cause what came in the way, where the kind of file itself did not */
export function notStreamable({ originalName }: ConvertJob, cause?: unknown): ConvertError {
  return new ConvertError(
    'convert-not-streamable',
    `${quoteName(originalName)} cannot be converted while it arrives; it is converted when all of it is there.`,
    { cause },
  );
}
