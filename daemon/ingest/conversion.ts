import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Geometry } from '../../display/display.js';
import type { ConvertOptions } from '../convert/options.js';
import { toPlainError } from '../errors.js';
import type { Staging } from '../library/staging.js';
import type { Log } from '../log.js';
import type { ClipConverter, ConvertedClip } from './clip-converter.js';
import type { RunningJob } from './running-job.js';

/** What frames are wanted: for which panel, and how a picture is brought onto it. */
export interface Plan {
  readonly geometry: Geometry;
  readonly options: ConvertOptions;
}

export interface ConversionInput {
  readonly job: RunningJob;
  readonly staging: Staging;
  readonly source: string;
  readonly originalName: string;
  readonly plan: Plan;
}

export interface StagedFrames {
  readonly converted: ConvertedClip;
  readonly rendition: { path: string; planKey: string; frames: number; durationMs: number; bytes: number };
  readonly posterPath?: string | undefined;
}

/** Makes frames and poster in the staging folder, and shows it in the job: 'converting', then 'finishing'. Rejects when cancelled. */
export async function convertInto(
  { job, staging, source, originalName, plan }: ConversionInput,
  converter: ClipConverter,
  log: Log,
): Promise<StagedFrames> {
  job.enter('converting');
  const workFolder = join(staging.folder, 'work');
  await mkdir(workFolder);
  const path = join(staging.folder, 'rendition.zip');
  job.signal.throwIfAborted();
  const converted = await converter.convert({
    source,
    originalName,
    output: path,
    workFolder,
    ...plan,
    signal: job.signal,
    onProgress: (progress) => job.progress(progress),
  });
  for (const note of converted.notes) log.info(note, { file: originalName });

  job.progress({ frames: converted.frames });
  job.enter('finishing');
  const output = join(staging.folder, 'poster.jpg');
  const posterPath = await makePoster({ zip: path, output, signal: job.signal }, converter, log);
  job.signal.throwIfAborted();
  const { planKey, frames, durationMs, bytes } = converted;
  return { converted, rendition: { path, planKey, frames, durationMs, bytes }, posterPath };
}

/** A clip without a poster is a clip all the same. */
async function makePoster(
  job: { zip: string; output: string; signal: AbortSignal },
  converter: ClipConverter,
  log: Log,
): Promise<string | undefined> {
  try {
    await converter.poster(job);
    return job.output;
  } catch (error) {
    if (!job.signal.aborted) log.warn('a clip gets no poster', { reason: toPlainError(error).message });
    return undefined;
  }
}
