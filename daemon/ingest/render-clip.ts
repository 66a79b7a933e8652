import { toPlainError } from '../errors.js';
import type { Staging } from '../library/staging.js';
import type { Clip } from '../protocol/clip.js';
import { convertInto, makePoster } from './conversion.js';
import type { Rank } from './conversion-queue.js';
import { ingestError } from './ingest-error.js';
import type { IngestRoom } from './ingest-room.js';
import type { Taken } from './intake.js';
import type { Plan } from './plans.js';
import type { RunningJob } from './running-job.js';
import { withinTime } from './time-limit.js';

export interface Rendering {
  readonly clip: Clip;
  readonly rank: Rank;
  readonly job: RunningJob;
  readonly staging: Staging;
}

/**
 * Makes frames for a clip's plan from its original, when their turn comes. Ends early where the clip is removed. Where that fails, the
 * clip keeps what it had, and has its problem written on it.
 */
export async function renderClip(room: IngestRoom, { clip: { id }, rank, job, staging }: Rendering): Promise<Taken> {
  const { library, plans, queue } = room;
  const endWatch = library.on('change', () => {
    if (library.clip(id) === undefined) job.cancel();
  });
  try {
    return await queue.run(rank, job.signal, async (signal) => {
      const look = library.clip(id)?.look;
      const hasFrames = library.renditionPath(id, plans.keyFor(look)) !== undefined;
      if (!hasFrames) await convertOriginal(room, id, { plan: plans.planFor(look), job, staging, signal });
      return { clipId: id, known: true };
    });
  } catch (error) {
    if (!job.signal.aborted) library.setProblem(id, toPlainError(error));
    throw error;
  } finally {
    endWatch();
  }
}

/** Frames for the plan are there from before: what tells of the clip (length, poster) is theirs again. Never rejects. */
export async function returnToFrames(room: IngestRoom, { id, look }: Clip, signal: AbortSignal): Promise<void> {
  const { library, plans, queue, converter, log } = room;
  const planKey = plans.keyFor(look);
  try {
    const staging = library.createStaging();
    try {
      const zip = library.renditionPath(id, planKey) ?? '';
      const posterPath = await queue.run('wanted', signal, (turn) =>
        makePoster({ zip, staging, signal: turn }, converter, log),
      );
      await library.returnToRendition(id, planKey, { staging, posterPath });
    } finally {
      await staging.discard();
    }
  } catch (error) {
    if (!signal.aborted) log.warn('a clip keeps its old poster', { clip: id, reason: toPlainError(error).message });
  }
}

async function convertOriginal(
  { library, converter, log, maxConvertMs }: IngestRoom,
  clipId: string,
  work: { plan: Plan; job: RunningJob; staging: Staging; signal: AbortSignal },
): Promise<void> {
  const source = library.originalPath(clipId);
  if (source === undefined) {
    throw ingestError(
      'original-lost',
      'The original of this clip was lost, so its frames cannot be made again; send the file again.',
    );
  }
  const input = { ...work, source, originalName: library.originalName(clipId) };
  const { rendition } = await withinTime(maxConvertMs, work.signal, (signal) =>
    convertInto({ ...input, signal }, converter, log),
  );
  work.job.enter('finishing');
  const posterPath = await makePoster(
    { zip: rendition.path, staging: work.staging, signal: work.signal },
    converter,
    log,
  );
  work.signal.throwIfAborted();
  await library.addRendition(clipId, { staging: work.staging, ...rendition, posterPath });
}
