import { rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { PosterContext } from './conversion.js';
import { ConvertError, throwIfCancelled } from './convert-error.js';
import { startFfmpeg } from './ffmpeg.js';
import { readHead } from './input-head.js';
import { mostCopyBytes, planWatchCopy } from './plan-watch-copy.js';
import { playsInBrowsers } from './plays-in-browsers.js';
import { probeFile, probeSound } from './probe-file.js';
import { SNIFF_BYTES, sniff } from './sniff.js';

export interface WatchCopyJob {
  /** Path of the video. */
  readonly source: string;
  /** For messages. Default: the path's last part. */
  readonly originalName?: string;
  /** Path of the copy; must not exist. */
  readonly output: string;
  /** Whether there is room for a copy of so many bytes. */
  allows(bytes: number): boolean;
  readonly signal?: AbortSignal;
}

export interface WatchCopy {
  /** Whether about every browser plays the original; then no copy is made. */
  readonly playsOriginal: boolean;
  /** Whether there is a copy at the output's path. */
  readonly copied: boolean;
}

/** Nobody waits for a copy. */
const NICENESS = 19;

/**
 * Makes a small copy of a video that browsers may not play. None is made of a file that is no video that ffmpeg opens, nor where this ffmpeg
 * cannot write H.264. Undefined where there is no room for it; then there is nothing at the output's path. Throws ConvertError.
 */
export async function writeWatchCopy(job: WatchCopyJob, context: PosterContext): Promise<WatchCopy | undefined> {
  const { signal, allows, originalName = basename(job.source) } = job;
  throwIfCancelled(signal);
  const [source, output] = [resolve(job.source), resolve(job.output)];
  const { way, demuxer } = sniff(await readHead(source, SNIFF_BYTES), originalName);
  if (way !== 'plain') return { playsOriginal: false, copied: false };
  const file = { path: source, demuxer, still: false, orientation: 1 as const };
  const probing = { source, originalName, workFolder: '', ...(signal && { signal }) };
  const facts = await probeFile(file, probing, context);
  const sound = await probeSound(file, probing, context);
  if (playsInBrowsers(facts, { demuxer, sound })) return { playsOriginal: true, copied: false };
  if (!context.ffmpeg.encoders.has('libx264')) return { playsOriginal: false, copied: false };
  const mostBytes = mostCopyBytes(facts.timing.durationMs);
  if (!allows(mostBytes)) return undefined;
  try {
    const limits = { niceness: NICENESS, fileBytes: 2 * mostBytes + (1 << 20) };
    const plan = planWatchCopy({ ...file, facts }, output, context.ffmpeg);
    const run = await startFfmpeg(context.ffmpeg.path, plan, { ...context, ...limits, signal });
    for await (const _ of run.output);
    const { content, reason } = await run.finished;
    if (!content)
      throw new ConvertError('convert-failed', `ffmpeg made no copy to watch: ${reason ?? 'it gave no reason'}.`);
    return { playsOriginal: false, copied: true };
  } catch (error) {
    await rm(output, { force: true });
    throw error;
  }
}
