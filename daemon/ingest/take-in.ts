import { stat } from 'node:fs/promises';
import { clipIdOf, hashFile, isSha256 } from '../library/content-hash.js';
import type { Library } from '../library/library.js';
import type { Staging } from '../library/staging.js';
import type { Log } from '../log.js';
import type { ClipConverter } from './clip-converter.js';
import { convertInto, type Plan } from './conversion.js';
import type { ConversionQueue } from './conversion-queue.js';
import { ingestError } from './ingest-error.js';
import type { RunningJob } from './running-job.js';
import type { ReceivedFile } from './upload-ticket.js';

export interface IngestRoom {
  readonly library: Library;
  readonly converter: ClipConverter;
  readonly queue: ConversionQueue;
  readonly log: Log;
  /** What is wanted now; asked when a conversion begins. */
  plan(): Plan;
  /** {@link plan}'s key. */
  planKey(): string;
}

export interface Taken {
  readonly clipId: string;
  /** The same file was in the library before. */
  readonly known: boolean;
}

/**
 * The way of a received file into the library: known by its hash? then that is all; else converted when its turn comes, and published.
 *
 * A clip that lacks its original, or frames for the current plan, goes the whole way and gets them; it is known all the same.
 */
export async function takeIn(room: IngestRoom, job: RunningJob, staging: Staging, file: ReceivedFile): Promise<Taken> {
  const { library, converter, queue, log } = room;
  job.enter('waiting');
  const { size: bytes } = await stat(file.path);
  if (bytes === 0) throw ingestError('file-empty', 'The file is empty: 0 bytes arrived.');
  const isHashed = file.sha256 !== undefined && isSha256(file.sha256);
  const sha256 = isHashed ? file.sha256 : await hashFile(file.path, job.signal);
  const clipId = clipIdOf(sha256);
  if (isComplete(room, clipId)) return { clipId, known: true };

  return queue.run('upload', job.signal, async () => {
    // The same file may have been sent twice: by now the first is in.
    if (isComplete(room, clipId)) return { clipId, known: true };
    const { name } = job.job;
    const input = { job, staging, source: file.path, originalName: name, plan: room.plan() };
    const { converted, rendition, posterPath } = await convertInto(input, converter, log);
    const original = { path: file.path, sha256, bytes, name };
    const { known } = await library.publish({ staging, original, rendition, posterPath, kind: converted.kind });
    return { clipId, known };
  });
}

function isComplete({ library, planKey }: IngestRoom, clipId: string): boolean {
  return library.originalPath(clipId) !== undefined && library.renditionPath(clipId, planKey()) !== undefined;
}
