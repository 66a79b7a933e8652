import type { Playback } from '../control/commands.js';
import type { LoopMode } from '../protocol/state.js';

/** What a person's command changed that the schedule changes too. */
export type Touch = { kind: 'display'; on: boolean } | { kind: 'brightness' } | { kind: 'play' };

/** The playback as people's commands reach it: whatever they change is told, since it holds until something of its kind is due. */
export class HandPlayback implements Playback {
  readonly #playback: Playback;
  readonly #onTouch: (touch: Touch) => void;

  constructor(playback: Playback, onTouch: (touch: Touch) => void) {
    this.#playback = playback;
    this.#onTouch = onTouch;
  }

  pause = (): void => this.#playback.pause();
  resume = (): void => this.#playback.resume();
  next = (): void => this.#playback.next();
  previous = (): void => this.#playback.previous();
  seek = (positionMs: number): void => this.#playback.seek(positionMs);
  setLoop = (mode: LoopMode): void => this.#playback.setLoop(mode);
  setShuffle = (on: boolean): void => this.#playback.setShuffle(on);

  setBlank(on: boolean): void {
    this.#playback.setBlank(on);
    this.#onTouch({ kind: 'display', on: !on });
  }

  setBrightness(percent: number, fadeMs: number): void {
    this.#playback.setBrightness(percent, fadeMs);
    this.#onTouch({ kind: 'brightness' });
  }

  select(clipId: string): void {
    this.#playback.select(clipId);
    this.#onTouch({ kind: 'play' });
  }

  playPlaylist(playlistId: string | undefined): void {
    this.#playback.playPlaylist(playlistId);
    this.#onTouch({ kind: 'play' });
  }
}
