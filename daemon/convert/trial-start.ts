import { isDeepStrictEqual } from 'node:util';
import { type ArrivingMedia, openArrivingInput } from './arriving-media.js';
import type { ConvertContext, ConvertJob } from './conversion.js';
import { beginFrames, type FrameSource } from './ffmpeg-frames.js';
import type { CommandLine } from './plan.js';

/**
 * ffmpeg, started on what arrives before ffprobe has said what it is. Loading the libraries of either takes a tenth of a second on a computer,
 * and the first picture waits for one of them only. Nothing it gives is taken before the guess is known to be right.
 */
export class TrialStart {
  readonly #commandLine: CommandLine;
  readonly #frames: FrameSource;
  readonly #end = new AbortController();

  constructor(commandLine: CommandLine, media: ArrivingMedia, job: ConvertJob, context: ConvertContext) {
    const signal = job.signal ? AbortSignal.any([job.signal, this.#end.signal]) : this.#end.signal;
    this.#commandLine = commandLine;
    this.#frames = beginFrames(commandLine, { ...job, signal }, context, openArrivingInput(media, signal));
  }

  /** Its frames, where it was started as it should have been. Else it is stopped, and this resolves with undefined when it has. */
  async framesFor(commandLine: CommandLine): Promise<FrameSource | undefined> {
    if (isDeepStrictEqual(commandLine, this.#commandLine)) return this.#frames;
    await this.stop();
    return undefined;
  }

  /** Resolves when it has stopped. May be called twice, and after its end. */
  async stop(): Promise<void> {
    this.#end.abort();
    await this.#frames.next().catch(() => {});
  }
}
