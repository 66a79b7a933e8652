import type { Playback } from '../control/commands.js';
import type { Job } from '../protocol/job.js';

/**
 * Puts a clip that somebody sent on the glass as soon as it is ready: that is what they are waiting for. While a playlist plays it only
 * joins the library.
 */
export class Newcomers {
  readonly #playback: Playback & { readonly mode: { playlistId?: string | undefined } };
  /** Jobs that began with somebody sending a file; others make frames anew in the background. */
  readonly #sent = new Set<string>();

  constructor(playback: Playback & { readonly mode: { playlistId?: string | undefined } }) {
    this.#playback = playback;
  }

  follow({ id, stage, clipId }: Job): void {
    if (stage === 'receiving') this.#sent.add(id);
    if (stage !== 'ready' && stage !== 'failed' && stage !== 'cancelled') return;
    const wasSent = this.#sent.delete(id);
    if (wasSent && clipId !== undefined && this.#playback.mode.playlistId === undefined) this.#playback.select(clipId);
  }
}
