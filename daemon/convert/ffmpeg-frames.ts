import { frameBytes } from '../../display/panel.js';
import type { ArrivingInput } from './arriving-media.js';
import type { ConvertContext, ConvertJob } from './conversion.js';
import { type FfmpegOutcome, type FfmpegRun, startFfmpeg } from './ffmpeg.js';
import { assembleFrames } from './frame-assembly.js';
import { parseShowinfo, type Stamp, StampQueue } from './frame-stamps.js';
import type { CommandLine } from './plan.js';

export interface StampedFrame {
  /** Valid until the second frame after this one is asked for. */
  readonly pixels: Uint8Array;
  readonly stamp: Stamp;
}

/** Frames, and in the end how ffmpeg came to its own. See {@link ffmpegFrames}. */
export type FrameSource = Pick<AsyncGenerator<StampedFrame, FfmpegOutcome>, 'next' | 'return'>;

/** As {@link ffmpegFrames}, but ffmpeg starts at once, and not when it is asked for the first frame. */
export function beginFrames(...how: Parameters<typeof ffmpegFrames>): FrameSource {
  const frames = ffmpegFrames(...how);
  let first: ReturnType<typeof frames.next> | undefined = frames.next();
  first.catch(() => {});
  return {
    next: () => {
      const begun = first ?? frames.next();
      first = undefined;
      return begun;
    },
    return: (outcome) => frames.return(outcome),
  };
}

/**
 * Runs ffmpeg and gives each frame with its time, as a stream that holds ffmpeg back while nobody asks. Returns ffmpeg's outcome, and
 * throws what {@link startFfmpeg}'s `finished` rejects with. Ending the iteration early kills ffmpeg and waits for its end.
 *
 * @param arriving what to give on standard input, where the command line has no path
 */
export async function* ffmpegFrames(
  commandLine: CommandLine,
  job: ConvertJob,
  context: ConvertContext,
  arriving?: ArrivingInput,
): AsyncGenerator<StampedFrame, FfmpegOutcome> {
  const stamps = new StampQueue();
  const onLine = (line: string) => {
    const stamp = parseShowinfo(line);
    if (stamp && !stamps.push(stamp)) run?.kill();
    return stamp !== undefined;
  };
  let run: FfmpegRun | undefined;
  run = await startFfmpeg(context.ffmpeg.path, commandLine, {
    ...context,
    signal: job.signal,
    onLine,
    input: arriving?.stream,
    isStarved: arriving?.isStarved,
  });
  run.finished.then(
    () => stamps.close(),
    () => stamps.close(),
  );
  try {
    for await (const pixels of assembleFrames(run.output, frameBytes(job.geometry))) {
      const stamp = await stamps.next(run.readLines);
      if (!stamp) break;
      yield { pixels, stamp };
    }
    return await run.finished;
  } finally {
    run.kill();
    await run.finished.catch(() => {});
  }
}
