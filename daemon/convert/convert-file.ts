import { findClipEnd } from './clip-end.js';
import type { ConvertContext, ConvertJob, ConvertResult } from './conversion.js';
import { convertAnimation } from './convert-animation.js';
import { ConvertError, quoteName } from './convert-error.js';
import { cpuBudgetMs } from './cpu-budget.js';
import type { FfmpegOutcome } from './ffmpeg.js';
import { type FrameSource, ffmpegFrames } from './ffmpeg-frames.js';
import type { MediaFacts } from './media-facts.js';
import { planKey } from './options.js';
import { type Plan, planFile } from './plan.js';
import { probeFile, type SourceFile, unreadable } from './probe-file.js';
import { ProgressMeter } from './progress.js';
import { RenditionWriter } from './rendition.js';
import { slugOf } from './slug.js';

/** Converts what ffmpeg reads: probe, plan, and frames from ffmpeg's pipe into the frame zip. */
export async function convertFile(
  source: SourceFile,
  job: ConvertJob,
  context: ConvertContext,
): Promise<ConvertResult> {
  const facts = await probeFile(source, job, context);
  const limited = { ...context, cpuMs: cpuBudgetMs(facts) };
  if (facts.timing.kind === 'animation') return convertAnimation(source, facts, job, limited);
  const plan = planFile({ ...source, facts }, job.geometry, job.options, context.ffmpeg);
  if (facts.timing.kind === 'video' && plan.expectedMs !== undefined && plan.expectedMs <= 0)
    throw emptyRange(job, facts);
  return convertPlanned({ facts, plan }, job, limited);
}

/** What is known of a file, and what is to be done with it. */
export interface PlannedFile {
  readonly facts: MediaFacts;
  readonly plan: Plan;
}

/** Where a file is still on its way. */
export interface PlannedArrival {
  /** ffmpeg, at work by the plan on what arrives. */
  readonly frames: FrameSource;
  /** Called when ffmpeg has given its last frame. What is known when all of the file is there: only lengths may be others. */
  whole(outcome: FfmpegOutcome): Promise<PlannedFile>;
  /** The picture ends before the file said it would. */
  cutOff(): Error;
}

/** Frames from ffmpeg's pipe into the frame zip. */
export async function convertPlanned(
  planned: PlannedFile,
  job: ConvertJob,
  context: ConvertContext,
  arrival?: PlannedArrival,
): Promise<ConvertResult> {
  const meter = new ProgressMeter(context.clock, job.onProgress);
  const rendition = new RenditionWriter({
    output: job.output,
    slug: slugOf(job.originalName, planKey(job.geometry, job.options)),
    originalFilename: job.originalName,
    compatible: job.options.compatible ?? false,
    grid: planned.plan.grid,
    writer: context.writer,
  });
  const frames = arrival?.frames ?? ffmpegFrames(planned.plan.commandLine, job, context);
  const { outcome, lastFrameMs } = await streamFrames(frames, planned.plan, rendition, meter, job);
  const { plan, facts } = arrival === undefined ? planned : await arrival.whole(outcome);
  if (rendition.frames === 0) throw nothingCame(outcome, facts, job);
  const end = findClipEnd(rendition, plan, facts, outcome, lastFrameMs);
  if (end.cutOff && arrival !== undefined) throw arrival.cutOff();
  const { kind, ...written } = await rendition.finish(end.endMs);
  meter.done(written.frames);
  const still = kind === 'image';
  return {
    kind: still ? 'still' : 'video',
    ...written,
    notes: [...plan.notes, ...damageNotes(outcome, end, plan, still)],
  };
}

interface Streamed {
  readonly outcome: FfmpegOutcome;
  /** How long the last frame stands, where this ffmpeg says. */
  readonly lastFrameMs: number | undefined;
}

async function streamFrames(
  frames: FrameSource,
  plan: Plan,
  rendition: RenditionWriter,
  meter: ProgressMeter,
  job: ConvertJob,
): Promise<Streamed> {
  // Some versions of ffmpeg leave a frame's duration as it was when its time is changed.
  const { speed = 1 } = job.options;
  let lastFrameMs: number | undefined;
  let stampMs = 0;
  try {
    let step = await frames.next();
    for (; !step.done; step = await frames.next()) {
      const { pixels, stamp } = step.value;
      // A frame without a time follows the one before at the nominal rate.
      stampMs = Number.isNaN(stamp.us) ? stampMs + 1000 / (plan.grid?.rate ?? 25) : stamp.us / 1000;
      lastFrameMs = stamp.durationUs === undefined || speed !== 1 ? undefined : stamp.durationUs / 1000;
      await rendition.add(pixels, stampMs);
      meter.frame(rendition.frames, plan.expectedMs ? (rendition.lastStartMs ?? 0) / plan.expectedMs : undefined);
    }
    if (step.value.killedBy !== undefined) throw crashed(step.value.killedBy);
    return { outcome: step.value, lastFrameMs };
  } finally {
    await frames.return({ content: true, reason: undefined, killedBy: undefined });
  }
}

/** The kernel ends the largest process with SIGKILL where memory runs out; anything else is a fault in ffmpeg. */
function crashed(signal: string): ConvertError {
  const why = signal === 'SIGKILL' ? '; the machine may be short of memory' : ', a fault of its own';
  return new ConvertError('convert-failed', `ffmpeg was ended by ${signal}${why}.`);
}

function damageNotes(
  { content, reason }: FfmpegOutcome,
  { endMs, cutOff }: { endMs: number; cutOff: boolean },
  { expectedMs = 0 }: Plan,
  still: boolean,
): string[] {
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  if (cutOff && !still)
    return [`The file is cut off or damaged: ${seconds(endMs)} of ${seconds(expectedMs)} s could be read.`];
  if (reason !== undefined || !content)
    return [`Part of the file is damaged (ffmpeg: ${reason ?? 'no reason given'}).`];
  return [];
}

function nothingCame({ content, reason }: FfmpegOutcome, facts: MediaFacts, job: ConvertJob): ConvertError {
  return content && (job.options.startMs ?? 0) > 0 ? emptyRange(job, facts) : unreadable(job, reason);
}

function emptyRange(job: ConvertJob, { timing }: MediaFacts): ConvertError {
  const length = timing.durationMs === undefined ? '' : ` is ${(timing.durationMs / 1000).toFixed(1)} s long and`;
  const start = ((job.options.startMs ?? 0) / 1000).toFixed(1);
  return new ConvertError(
    'convert-range-empty',
    `${quoteName(job.originalName)}${length} has no picture at or after ${start} s.`,
  );
}
