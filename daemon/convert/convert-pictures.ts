import { Readable } from 'node:stream';
import { frameBytes } from '../../display/panel.js';
import type { ClipKind } from '../protocol/clip.js';
import type { ConvertContext, ConvertJob, ConvertResult } from './conversion.js';
import { ConvertError, quoteName, throwIfCancelled } from './convert-error.js';
import { startFfmpeg } from './ffmpeg.js';
import type { Picture } from './filters.js';
import { assembleFrames } from './frame-assembly.js';
import { type FrameSchedule, scheduleFrames } from './frame-schedule.js';
import { planKey } from './options.js';
import { planPictures } from './plan.js';
import { ProgressMeter } from './progress.js';
import { evenlyCapped, RateGrid } from './rate.js';
import { RenditionWriter } from './rendition.js';
import { slugOf } from './slug.js';
import { rangeAtSpeed, sequenceAtSpeed } from './speed.js';

/** Pictures that this process has as pixels, with their times. */
export interface PictureSequence {
  readonly picture: Picture;
  /** The pixels are the panel's already, and only their times are to be decided. */
  readonly ready: boolean;
  readonly kind: ClipKind;
  /** When each begins, in milliseconds from 0, rising. */
  readonly startsMs: readonly number[];
  /** When the last is over. 0 for a still. */
  readonly endMs: number;
  /** The constant rate, where there is one. */
  readonly rate: number | undefined;
  /** Each picture in order; undefined: it is lost, and the one before stays. The memory is valid until the next one is asked for. */
  pictures(): AsyncIterable<Uint8Array | undefined>;
}

/** Brings pictures onto the panel: through ffmpeg, or as they are where they fit already. */
export async function convertPictures(
  asSent: PictureSequence,
  job: ConvertJob,
  context: ConvertContext,
): Promise<ConvertResult> {
  const { geometry, options, originalName } = job;
  const sequence = sequenceAtSpeed(asSent, options.speed);
  const forced = options.fps ?? (options.compatible ? evenlyCapped(finestRate(sequence), options.maxFps) : undefined);
  const schedule =
    sequence.kind === 'still'
      ? { indexes: [0], startsMs: [0], endMs: 0 }
      : scheduleFrames(sequence.startsMs, sequence.endMs, rangeAtSpeed(options), forced);
  if (schedule.indexes.length === 0) {
    throw new ConvertError(
      'convert-range-empty',
      `${quoteName(originalName)} is over before ${(options.startMs ?? 0) / 1000} s.`,
    );
  }
  const rate = forced ?? (sequence.rate === undefined ? undefined : evenlyCapped(sequence.rate, options.maxFps));
  const rendition = new RenditionWriter({
    output: job.output,
    slug: slugOf(originalName, planKey(geometry, options)),
    originalFilename: originalName,
    compatible: options.compatible ?? false,
    grid: rate === undefined ? undefined : new RateGrid(rate, 1, { forced: forced !== undefined }),
    writer: context.writer,
  });
  const meter = new ProgressMeter(context.clock, job.onProgress);
  let taken = 0;
  const frames = sequence.ready ? scheduled(sequence, schedule) : throughFfmpeg(sequence, schedule, job, context);
  for await (const pixels of frames) {
    throwIfCancelled(job.signal);
    await rendition.add(pixels, schedule.startsMs[taken++] ?? 0);
    meter.frame(taken, taken / schedule.indexes.length);
  }
  if (taken === 0)
    throw new ConvertError('media-unreadable', `${quoteName(originalName)} holds no picture that can be read.`);
  const { kind, ...written } = await rendition.finish(schedule.endMs);
  meter.done(written.frames);
  const lost = schedule.indexes.length - taken;
  return {
    kind: kind === 'image' ? 'still' : sequence.kind,
    ...written,
    notes:
      lost > 0
        ? [`The file is cut off or damaged: the last ${lost} of ${schedule.indexes.length} frames could not be read.`]
        : [],
  };
}

/** A constant rate at which no picture of the sequence is lost. */
function finestRate({ rate, startsMs, endMs }: PictureSequence): number {
  if (rate !== undefined) return rate;
  const shortestMs = startsMs.reduce(
    (shortest, start, i) => Math.min(shortest, (startsMs[i + 1] ?? endMs) - start),
    1000,
  );
  return 1000 / Math.max(1, shortestMs);
}

async function* throughFfmpeg(
  sequence: PictureSequence,
  schedule: FrameSchedule,
  job: ConvertJob,
  context: ConvertContext,
): AsyncGenerator<Uint8Array> {
  const input = Readable.from(copies(scheduled(sequence, schedule)), { highWaterMark: 1 });
  const commandLine = planPictures(sequence.picture, job.geometry, job.options, context.ffmpeg);
  const run = await startFfmpeg(context.ffmpeg.path, commandLine, { ...context, input, signal: job.signal });
  try {
    yield* assembleFrames(run.output, frameBytes(job.geometry));
    const { content, reason } = await run.finished;
    if (!content)
      throw new ConvertError(
        'convert-failed',
        `ffmpeg could not bring the frames to size: ${reason ?? 'it gave no reason'}.`,
      );
  } finally {
    run.kill();
    await run.finished.catch(() => {});
  }
}

/** The scheduled pictures, each as often as it is wanted, in one of two buffers by turns. */
async function* scheduled(sequence: PictureSequence, { indexes }: FrameSchedule): AsyncGenerator<Uint8Array> {
  let shown: Uint8Array | undefined;
  let spare: Uint8Array | undefined;
  let index = -1;
  let next = 0;
  for await (const pixels of sequence.pictures()) {
    index++;
    if (pixels === undefined && shown === undefined) continue;
    while (next < indexes.length && (indexes[next] ?? 0) <= index) {
      next++;
      const buffer: Uint8Array = spare ?? new Uint8Array((pixels ?? shown)?.length ?? 0);
      buffer.set(pixels ?? shown ?? buffer);
      yield buffer;
      [shown, spare] = [buffer, shown];
    }
    if (next === indexes.length) return;
  }
}

/** A pipe takes its time with what it is given, so every frame gets memory of its own. */
async function* copies(frames: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const frame of frames) yield Buffer.from(frame);
}
