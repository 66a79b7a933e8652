import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Clock } from '../clock.js';
import { clipIdOf, hashFile, isSha256 } from '../library/content-hash.js';
import type { ReceivedNote } from '../library/received.js';
import type { Look } from '../protocol/look.js';
import { convertInto, makePoster, type StagedFrames } from './conversion.js';
import { severalPages } from './document-pages.js';
import { ingestError } from './ingest-error.js';
import type { IngestRoom } from './ingest-room.js';
import type { Intake, Taken } from './intake.js';
import { type PreparedOriginal, prepareOriginal } from './kept-original.js';
import { isComplete, takeAsKnown } from './known-clip.js';
import type { RunningJob } from './running-job.js';
import { takeInPages } from './take-in-pages.js';
import { withinTime } from './time-limit.js';
import type { ReceivedFile } from './upload-ticket.js';

/**
 * The way of a received file into the library: known by its hash? then that is all; else converted when its turn comes, if it was not while
 * it arrived, and published.
 *
 * A clip that lacks its original, or frames for its plan, goes the whole way and gets them; it is known all the same.
 */
export async function takeIn(room: IngestRoom, intake: Intake): Promise<Taken> {
  const { library } = room;
  const { job, file, early } = intake;
  const { look } = file;
  const clipId = clipIdOf(file.sha256);
  const lookOf = () => look ?? library.clip(clipId)?.look;
  const known = () => (isComplete(room, clipId, lookOf()) ? takeAsKnown(room, clipId, look) : undefined);
  job.enter(early?.isOnTheWay ? 'converting' : 'waiting');
  const document = await severalPages(room, { source: file.path, originalName: job.job.name, signal: job.signal });
  if (document !== undefined) {
    await early?.end();
    return takeInPages(room, intake, document);
  }
  const alreadyKnown = known();
  if (alreadyKnown) return alreadyKnown;

  // The file is whole: beside its last frames.
  const original = early?.isOnTheWay ? prepareOriginal(room, intake, job.signal) : undefined;
  original?.catch(() => {});
  try {
    return await convertAndFinish(room, intake, { lookOf, known, original });
  } finally {
    await original?.catch(() => {});
  }
}

interface Knowledge {
  lookOf(): Look | undefined;
  /** Where the clip is complete by now. */
  known(): Taken | undefined;
  /** What is to be kept, where that was begun already. */
  readonly original: Promise<PreparedOriginal> | undefined;
}

async function convertAndFinish(
  room: IngestRoom,
  intake: Intake,
  { lookOf, known, original }: Knowledge,
): Promise<Taken> {
  const { plans, queue } = room;
  const { job, staging, file, early } = intake;
  const made = await early?.frames();
  if (made !== undefined && made.rendition.planKey === plans.keyFor(lookOf())) {
    return known() ?? finish(room, intake, made, job.signal, original);
  }
  if (job.job.stage !== 'waiting') job.enter('waiting');
  return queue.run('wanted', job.signal, async (signal) => {
    // The same file may have been sent twice: by now the first is in.
    const knownByNow = known();
    if (knownByNow) return knownByNow;
    await file.beginAttempt();
    const input = {
      job,
      staging,
      source: file.path,
      originalName: job.job.name,
      plan: plans.planFor(lookOf()),
      signal,
    };
    const frames = await withinTime(room.maxConvertMs, signal, (limited) =>
      convertInto({ ...input, signal: limited }, room.converter, room.log),
    );
    return finish(room, intake, frames, signal, original);
  });
}

/** Makes the poster, and a clip of it all. */
async function finish(
  room: IngestRoom,
  { job, staging, file }: Intake,
  { converted, rendition, posterPath: made }: StagedFrames,
  signal: AbortSignal,
  preparing: Promise<PreparedOriginal> | undefined,
): Promise<Taken> {
  const { library, converter, log } = room;
  job.enter('finishing');
  // Each is mostly a program that starts.
  const poster = made ?? makePoster({ zip: rendition.path, staging, signal }, converter, log);
  const prepared = await (preparing ?? prepareOriginal(room, { job, staging, file }, signal)).finally(() => poster);
  const posterPath = await poster;
  signal.throwIfAborted();
  // Nothing reads it as it was sent any more: its frames are made.
  const original = await prepared.finish();
  const { look } = file;
  const { clip, known } = await library.publish({
    staging,
    original,
    rendition,
    posterPath,
    kind: converted.kind,
    look,
  });
  return { clipId: clip.id, known, notes: converted.notes };
}

/** What is to be kept of a file that was received. Throws file-empty. */
export async function noteOf(
  job: RunningJob,
  { path, sha256, look }: ReceivedFile & { look?: Look | undefined },
  clock: Clock,
): Promise<ReceivedNote> {
  const { size: bytes } = await stat(path);
  if (bytes === 0) throw ingestError('file-empty', 'The file is empty: 0 bytes arrived.');
  const isHashed = sha256 !== undefined && isSha256(sha256);
  const { id: jobId, name } = job.job;
  return {
    version: 1,
    jobId,
    name,
    sha256: isHashed ? sha256 : await hashFile(path, job.signal),
    bytes,
    file: basename(path),
    ...(look && { look }),
    receivedAtMs: Math.round(clock.wallMs()),
    attempts: 0,
  };
}
