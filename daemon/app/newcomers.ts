import type { Playback } from '../control/commands.js';
import type { LibraryPlayback } from '../playback/playback.js';
import type { Job } from '../protocol/job.js';

type NewcomersPlayback = Pick<Playback, 'select'> &
  Pick<LibraryPlayback, 'mode' | 'playGrowing' | 'identifyGrowing' | 'endGrowing'>;

export interface NewcomersOptions {
  playback: NewcomersPlayback;
  /** The frame zip that a job makes, once it has a frame that can be read. */
  growingFrames(jobId: string): string | undefined;
}

/**
 * Puts what somebody sent on the glass as soon as there is a frame of it: that is what they are waiting for. While a playlist plays, or
 * something else that was sent is shown while it grows, it only joins the library.
 */
export class Newcomers {
  readonly #options: NewcomersOptions;
  /** Jobs that began with somebody sending a file; others make frames anew in the background. */
  readonly #sent = new Set<string>();
  /** Of those, the ones that were on the glass before they were clips. */
  readonly #shown = new Set<string>();

  constructor(options: NewcomersOptions) {
    this.#options = options;
  }

  follow({ id, name, stage, frames, clipId }: Job): void {
    const { playback } = this.#options;
    if (stage === 'receiving') this.#sent.add(id);
    if (stage === 'ready' || stage === 'failed' || stage === 'cancelled') this.#end(id, clipId);
    else if (frames > 0 && this.#sent.has(id) && !this.#shown.has(id)) {
      const path = playback.mode.playlistId === undefined ? this.#options.growingFrames(id) : undefined;
      if (path !== undefined && playback.playGrowing({ key: id, name, path })) this.#shown.add(id);
    }
  }

  /** A job's file is whole, and will be this clip. */
  identify(jobId: string, clipId: string): void {
    this.#options.playback.identifyGrowing(jobId, clipId);
  }

  #end(id: string, clipId: string | undefined): void {
    const { playback } = this.#options;
    playback.endGrowing(id);
    const wasShown = this.#shown.delete(id);
    const wasSent = this.#sent.delete(id);
    const isWaitedFor = wasSent && !wasShown && playback.mode.playlistId === undefined;
    if (isWaitedFor && clipId !== undefined) playback.select(clipId);
  }
}
