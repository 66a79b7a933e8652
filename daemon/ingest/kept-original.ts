import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toPlainError } from '../errors.js';
import type { StagedOriginal } from '../library/publish.js';
import type { Staging } from '../library/staging.js';
import type { BlankingFound } from './clip-converter.js';
import type { IngestRoom } from './ingest-room.js';
import type { KeptFile } from './kept-file.js';
import type { RunningJob } from './running-job.js';

/** What was done to an original before it was kept. */
export type Treatment =
  | {
      readonly metadata: 'kept' /** Why location, device and time are still in it: a sentence. */;
      readonly reason: string;
    }
  | {
      readonly metadata: 'stripped';
      /** Written over in the file that was sent: these boxes, and tracks of these kinds. */
      readonly blanked: { readonly boxes: readonly string[]; readonly tracks: readonly string[] };
    }
  | {
      readonly metadata: 'stripped';
      /** It was copied without them, since it could not be blanked for this reason. */
      readonly copiedBecause?: string;
    };

export interface OriginalInput {
  readonly job: RunningJob;
  readonly staging: Staging;
  readonly file: KeptFile;
}

/** An original that is about to be kept. */
export interface PreparedOriginal {
  /**
   * The original as it is kept. The file that was sent may be changed by this: nothing may need that any more but its pictures and its sound,
   * which stay. To be called once. Rejects with the signal's reason.
   */
  finish(): Promise<StagedOriginal>;
}

/**
 * The original as it is to be kept: without location, device and time, unless the configuration wants it as it was sent, or they cannot be
 * had out of it. A film is only looked at here, and blanked where it lies in the end; of other files a copy is made. Its identity stays the
 * hash of what was sent, so that the same file again is known.
 */
export async function prepareOriginal(
  room: IngestRoom,
  { job, staging, file }: OriginalInput,
  signal: AbortSignal,
): Promise<PreparedOriginal> {
  const { path, sha256, bytes } = file;
  const { name } = job.job;
  const { converter, stripsMetadata } = room;
  const sent = { path, sha256, bytes, name };
  if (!stripsMetadata || converter.stripMetadata === undefined) return { finish: async () => sent };
  const keep = (error: unknown): StagedOriginal => {
    signal.throwIfAborted();
    const reason = typeof error === 'string' ? error : toPlainError(error).message;
    room.log.info('location and device stay in an original', { file: name, reason });
    return { ...sent, treatment: { metadata: 'kept', reason } satisfies Treatment };
  };
  const reading = { source: path, originalName: name, signal };
  const blanking = await findBlanking(room, reading);
  if (blanking?.possible) {
    const { boxes, tracks } = blanking;
    const treatment: Treatment = { metadata: 'stripped', blanked: { boxes, tracks } };
    return { finish: () => blanking.apply().then(() => ({ ...sent, treatment }), keep) };
  }
  const output = join(staging.folder, 'stripped');
  await rm(output, { force: true });
  const original = await converter.stripMetadata({ ...reading, output }).then((copy) => {
    if (!copy.stripped) return keep(copy.reason);
    const treatment: Treatment = { metadata: 'stripped', ...(blanking && { copiedBecause: blanking.reason }) };
    return { ...sent, path: output, bytes: copy.bytes, treatment };
  }, keep);
  return { finish: async () => original };
}

/** What goes wrong here goes wrong, or well, in the copying. */
async function findBlanking(
  { converter }: IngestRoom,
  job: { source: string; originalName: string; signal: AbortSignal },
): Promise<BlankingFound | undefined> {
  try {
    return await converter.findBlanking?.(job);
  } catch {
    job.signal.throwIfAborted();
    return undefined;
  }
}
