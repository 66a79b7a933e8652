import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toPlainError } from '../errors.js';
import type { StagedOriginal } from '../library/publish.js';
import type { Staging } from '../library/staging.js';
import type { IngestRoom } from './ingest-room.js';
import type { KeptFile } from './kept-file.js';
import type { RunningJob } from './running-job.js';

/** What was done to an original before it was kept. */
export interface Treatment {
  readonly metadata: 'stripped' | 'kept';
  /** Why location, device and time are still in it: a sentence. */
  readonly reason?: string;
}

/**
 * The original as it is to be kept: a copy without location, device and time, unless the configuration wants it as it was sent, or such a
 * copy cannot be made. Its identity stays the hash of what was sent, so that the same file again is known.
 */
export async function keptOriginal(
  room: IngestRoom,
  { job, staging, file }: { job: RunningJob; staging: Staging; file: KeptFile },
  signal: AbortSignal,
): Promise<StagedOriginal> {
  const { path, sha256, bytes } = file;
  const { name } = job.job;
  const sent = { path, sha256, bytes, name };
  if (!room.stripsMetadata || room.converter.stripMetadata === undefined) return sent;
  const output = join(staging.folder, 'stripped');
  await rm(output, { force: true });
  const kept = (reason: string) => {
    room.log.info('location and device stay in an original', { file: name, reason });
    return { ...sent, treatment: { metadata: 'kept', reason } satisfies Treatment };
  };
  try {
    const result = await room.converter.stripMetadata({ source: path, output, originalName: name, signal });
    if (!result.stripped) return kept(result.reason);
    return { ...sent, path: output, bytes: result.bytes, treatment: { metadata: 'stripped' } satisfies Treatment };
  } catch (error) {
    signal.throwIfAborted();
    return kept(toPlainError(error).message);
  }
}
