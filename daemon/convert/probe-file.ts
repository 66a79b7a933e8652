import * as z from 'zod';
import { type AnimationPackets, decodeAnimationPackets } from './animation-packets.js';
import type { PosterContext, SourceJob } from './conversion.js';
import { ConvertError, quoteName } from './convert-error.js';
import { demuxerArguments, MAX_PIXELS } from './demuxers.js';
import { type ProbeInput, runFfprobe } from './ffprobe.js';
import type { MediaFacts } from './media-facts.js';
import { accessArguments } from './plan.js';
import { decodeProbe, PROBE_ARGUMENTS, type ProbeContext, tooLarge } from './probe.js';
import { plainReason } from './reason-words.js';

/** Something to probe, and what its first bytes said. */
export interface ProbeSource extends Omit<ProbeContext, 'name'> {
  readonly path: ProbeInput;
  /** For ffmpeg's -f; undefined: ffmpeg finds out. */
  readonly demuxer: string | undefined;
}

/** A file that ffmpeg opens itself. */
export interface SourceFile extends ProbeSource {
  readonly path: string;
}

/** Asks ffprobe what a file is. Throws ConvertError 'media-unreadable' with ffprobe's reason, and what decodeProbe throws. */
export async function probeFile(source: ProbeSource, job: SourceJob, context: PosterContext): Promise<MediaFacts> {
  const begunMs = context.clock.monotonicMs();
  const json = await ask(PROBE_ARGUMENTS, source, job, context);
  context.log.debug('probed', { name: job.originalName, ms: Math.round(context.clock.monotonicMs() - begunMs) });
  const facts = decodeProbe(json, { ...source, name: job.originalName });
  context.onFacts?.(facts);
  return facts;
}

/** Asks ffprobe when the pictures of an animation are shown. Reads the whole file, but decodes nothing. */
export async function probePackets(
  source: SourceFile,
  { streamIndex }: MediaFacts,
  job: SourceJob,
  context: PosterContext,
): Promise<AnimationPackets> {
  const args = [
    '-select_streams',
    String(streamIndex),
    '-show_entries',
    'packet=pts_time,duration_time',
    '-of',
    'csv=p=0',
  ];
  return decodeAnimationPackets(await ask(args, source, job, context));
}

const Sound = z.object({ streams: z.optional(z.array(z.object({ codec_name: z.optional(z.string()) }))) });

/** The codec of a file's first sound, by ffmpeg's name; undefined: it has none. */
export async function probeSound(
  source: ProbeSource,
  job: SourceJob,
  context: PosterContext,
): Promise<string | undefined> {
  const args = ['-select_streams', 'a:0', '-show_entries', 'stream=codec_name', '-of', 'json'];
  const [stream] = Sound.parse(JSON.parse(await ask(args, source, job, context))).streams ?? [];
  return stream && (stream.codec_name ?? 'unknown');
}

async function ask(
  args: readonly string[],
  source: ProbeSource,
  job: SourceJob,
  context: PosterContext,
): Promise<string> {
  const access = ['-max_pixels', String(MAX_PIXELS), ...accessArguments(), ...demuxerArguments(source.demuxer)];
  const { answer, reason } = await runFfprobe(context.ffprobe, [...access, ...args], source.path, {
    ...context,
    signal: job.signal,
  });
  const size = /^Picture size (\d+x\d+) (?:exceeds|is invalid)/.exec(reason ?? '')?.[1];
  if (size !== undefined) throw tooLarge(job.originalName, size);
  if (answer === '') throw unreadable(job, reason);
  return answer;
}

/** 'media-unreadable' with ffmpeg's reason. */
export function unreadable(
  { originalName }: Pick<SourceJob, 'originalName'>,
  reason: string | undefined,
): ConvertError {
  return new ConvertError(
    'media-unreadable',
    `${quoteName(originalName)} cannot be read: ${reason === undefined ? 'there is no picture in it' : plainReason(reason)}.`,
  );
}
