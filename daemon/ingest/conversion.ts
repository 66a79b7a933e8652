import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArrivingMedia } from '../convert/arriving-media.js';
import { toPlainError } from '../errors.js';
import { growthPath } from '../frames/growth-log.js';
import type { StagedRendition } from '../library/rendition-files.js';
import type { Staging } from '../library/staging.js';
import type { Log } from '../log.js';
import type { ClipConverter, ConvertedClip } from './clip-converter.js';
import { EarlyPoster } from './early-poster.js';
import { watchFirstPicture } from './first-picture-watch.js';
import type { Plan } from './plans.js';
import type { RunningJob } from './running-job.js';

export interface ConversionInput {
  readonly job: RunningJob;
  readonly staging: Staging;
  readonly source: string;
  readonly originalName: string;
  readonly plan: Plan;
  /** Ends the work: the job is cancelled, or its turn was taken from it. */
  readonly signal: AbortSignal;
  readonly arriving?: ArrivingMedia | undefined;
  /** Of a document, page by page. */
  readonly page?: { readonly number: number; readonly count: number } | undefined;
}

export interface StagedFrames {
  readonly converted: ConvertedClip;
  readonly rendition: StagedRendition;
  /** Where one was made meanwhile. */
  readonly posterPath?: string | undefined;
}

/**
 * Makes frames in the staging folder, and shows it in the job. Rejects when the signal is aborted, and may then be called anew.
 *
 * @param input.arriving the source while it is still received.
 */
export async function convertInto(
  { job, staging, source, originalName, plan, signal, arriving, page = { number: 1, count: 1 } }: ConversionInput,
  converter: ClipConverter,
  log: Log,
): Promise<StagedFrames> {
  if (arriving === undefined && page.number === 1) job.enter('converting');
  const workFolder = join(staging.folder, 'work');
  const path = framesIn(staging, page.number);
  // Of a turn that was taken away.
  const leftovers = [workFolder, path, growthPath(path), posterIn(staging, page.number)];
  for (const leftover of leftovers) await rm(leftover, { recursive: true, force: true });
  await mkdir(workFolder);
  signal.throwIfAborted();
  const endWatch = watchFirstPicture(path, () => job.pictured());
  const poster = arriving && new EarlyPoster({ zip: path, output: posterIn(staging), signal }, converter);
  const converted = await converter
    .convert({
      source,
      originalName,
      output: path,
      workFolder,
      ...plan,
      signal,
      ...(arriving && { arriving }),
      onProgress: ({ percent, ...progress }) => {
        if (page.count === 1) job.progress({ percent, ...progress });
        else job.progress({ percent: (100 * (page.number - 1) + (percent ?? 0)) / page.count });
        poster?.progress(percent);
      },
    })
    .finally(() => {
      endWatch();
      return poster?.path();
    });
  for (const note of converted.notes) log.info(note, { file: originalName });
  job.progress({ frames: converted.frames });
  job.pictured();
  signal.throwIfAborted();
  const { planKey, frames, durationMs, bytes } = converted;
  const { startMs = 0, speed = 1 } = plan.options;
  const { width, height } = plan.geometry;
  const { record, notes } = converted;
  const facts = { path, planKey, frames, durationMs, bytes, width, height, startMs, speed };
  const rendition = { ...facts, ...(record !== undefined && { record: { ...Object(record), notes } }) };
  return { converted, rendition, posterPath: await poster?.path() };
}

/** Where a job makes its frames; of a document, those of each page. */
export function framesIn({ folder }: Staging, page = 1): string {
  return join(folder, page === 1 ? 'rendition.zip' : `rendition-${page}.zip`);
}

function posterIn({ folder }: Staging, page = 1): string {
  return join(folder, page === 1 ? 'poster.jpg' : `poster-${page}.jpg`);
}

/** Resolves with the poster's path, or undefined: a clip without a poster is a clip all the same. */
export async function makePoster(
  { zip, staging, signal, page = 1 }: { zip: string; staging: Staging; signal: AbortSignal; page?: number },
  converter: ClipConverter,
  log: Log,
): Promise<string | undefined> {
  const output = posterIn(staging, page);
  try {
    await rm(output, { force: true });
    await converter.poster({ zip, output, signal });
    return output;
  } catch (error) {
    if (!signal.aborted) log.warn('a clip gets no poster', { reason: toPlainError(error).message });
    return undefined;
  }
}
