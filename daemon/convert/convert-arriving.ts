import { type FileHandle, open } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { type ArrivingMedia, openArrivingInput } from './arriving-media.js';
import type { ConvertContext, ConvertJob, ConvertResult } from './conversion.js';
import { ConvertError, cancelled, quoteName } from './convert-error.js';
import { convertPlanned, type PlannedFile } from './convert-file.js';
import type { FfmpegOutcome } from './ffmpeg.js';
import { beginFrames } from './ffmpeg-frames.js';
import type { ProbeInput } from './ffprobe.js';
import type { MediaFacts } from './media-facts.js';
import { type Plan, planFile } from './plan.js';
import { probeFile } from './probe-file.js';
import { notStreamable, type StreamableFile } from './streamable.js';
import { TrialStart } from './trial-start.js';

/**
 * Converts a file while it arrives: ffprobe and ffmpeg read it through a pipe, as fast as it comes. Where the file's index lets guess what
 * ffprobe will say, ffmpeg is started beside it, else after it, or once more where the guess was wrong.
 *
 * The result is what converting from disk gives: what a pipe cannot tell (for most containers, how long the file is) is asked for again
 * when all of it is there, and where the answer, or any trouble on the way, makes a difference, there is no result.
 *
 * @throws ConvertError 'convert-not-streamable', 'convert-cancelled', 'convert-stalled'; the file's own failure; and what writing throws
 */
export async function convertArriving(
  { demuxer, describesAll, guess }: StreamableFile,
  media: ArrivingMedia,
  job: ConvertJob,
  context: ConvertContext,
): Promise<ConvertResult> {
  // A pipe cannot be told to begin further on.
  if ((job.options.startMs ?? 0) > 0) throw notStreamable(job);
  const gaveUp = new AbortController();
  const signal = job.signal ? AbortSignal.any([job.signal, gaveUp.signal]) : gaveUp.signal;
  // The file may be moved when it is complete; what is open stays what it is.
  const file = await openSource(job);
  const watched = { ...job, signal };
  const guessed = guess && planArriving(guess, demuxer, job, context).commandLine;
  const trial = guessed && new TrialStart(guessed, media, watched, context);
  let ending: Promise<unknown> | undefined;
  try {
    const plan = (input: ProbeInput) => planProbed(input, demuxer, watched, context);
    const planned = await plan(openArrivingInput(media, signal));
    if (planned.facts.timing.kind !== 'video') throw notStreamable(job);
    const { commandLine } = planned.plan;
    const begun = await trial?.framesFor(commandLine);
    const frames = begun ?? beginFrames(commandLine, watched, context, openArrivingInput(media, signal));
    // Beside ffmpeg's last frames.
    const atEnd = arrived(media, watched).then(() => (describesAll ? planned : plan(file.fd)));
    ending = atEnd.catch(() => {});
    return await convertPlanned(planned, job, context, {
      frames,
      whole: async (outcome) => settled(planned, await atEnd, outcome, job),
      cutOff: () => notStreamable(job),
    });
  } catch (error) {
    throw mayGoFromDisk(error) ? notStreamable(job, error) : error;
  } finally {
    gaveUp.abort();
    await trial?.stop();
    await ending;
    await file.close();
  }
}

async function openSource(job: ConvertJob): Promise<FileHandle> {
  try {
    return await open(job.source);
  } catch (cause) {
    throw notStreamable(job, cause);
  }
}

async function planProbed(
  path: ProbeInput,
  demuxer: string,
  job: ConvertJob,
  context: ConvertContext,
): Promise<PlannedFile> {
  const facts = await probeFile({ path, demuxer, still: false, orientation: 1 }, job, context);
  return { facts, plan: planArriving(facts, demuxer, job, context) };
}

function planArriving(facts: MediaFacts, demuxer: string, job: ConvertJob, { ffmpeg }: ConvertContext): Plan {
  return planFile({ path: undefined, demuxer, facts }, job.geometry, job.options, ffmpeg);
}

async function arrived(media: ArrivingMedia, job: ConvertJob): Promise<void> {
  await media.grown(Number.POSITIVE_INFINITY, job.signal).catch((error: unknown) => {
    throw job.signal?.aborted ? cancelled() : error;
  });
  if (media.state === 'complete') return;
  throw new ConvertError('media-unreadable', `${quoteName(job.originalName)} did not arrive whole.`);
}

function settled(
  planned: PlannedFile,
  whole: PlannedFile,
  { content, reason }: FfmpegOutcome,
  job: ConvertJob,
): PlannedFile {
  const wentWell = content && reason === undefined;
  if (wentWell && isDeepStrictEqual(lengthless(planned.facts), lengthless(whole.facts))) return whole;
  throw notStreamable(job, reason === undefined ? undefined : new Error(reason));
}

/** What decides about the pictures and their times. How long a file is only says when its last frame ends. */
function lengthless({ timing, ...facts }: MediaFacts): unknown {
  return { ...facts, timing: { ...timing, frames: undefined, durationMs: undefined } };
}

/** Whether converting from disk might come to another end. */
function mayGoFromDisk(error: unknown): boolean {
  return error instanceof ConvertError && (error.code.startsWith('media-') || error.code === 'convert-failed');
}
