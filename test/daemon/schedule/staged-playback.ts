import type { Playback } from '../../../daemon/control/commands.js';
import { FramedError } from '../../../daemon/errors.js';
import type { StagePlayback } from '../../../daemon/schedule/stage.js';

/** Writes down what it is asked for; knows playlists, and which of them plays. */
export class StagedPlayback implements Playback, StagePlayback {
  mode: { playlistId?: string } = {};
  readonly playlists: { id: string; name: string; entries: [] }[] = [];
  readonly #onCall: (call: string) => void;
  #calls: string[] = [];

  constructor(onCall: (call: string) => void = () => {}) {
    this.#onCall = onCall;
  }

  /** What was asked of it since this was asked last. */
  take(): string[] {
    const calls = this.#calls;
    this.#calls = [];
    return calls;
  }

  pause = () => this.#note('pause');
  resume = () => this.#note('resume');
  next = () => this.#note('next');
  previous = () => this.#note('previous');
  startOver = () => this.#note('start over');
  seek = (positionMs: number) => this.#note('seek', positionMs);
  select = (clipId: string) => this.#note('select', clipId);
  setBlank = (on: boolean) => this.#note('blank', on);
  setBrightness = (percent: number, fadeMs: number) => this.#note('brightness', percent, fadeMs);
  setLoop = (mode: string) => this.#note('loop', mode);
  setShuffle = (on: boolean) => this.#note('shuffle', on);

  playPlaylist(id: string | undefined): void {
    if (id !== undefined && !this.playlists.some((playlist) => playlist.id === id)) {
      throw new FramedError('playlist-not-found', `There is no playlist ${id}.`);
    }
    this.mode = id === undefined ? {} : { playlistId: id };
    this.#note('playlist', id ?? 'library');
  }

  #note(...words: (string | number | boolean)[]): void {
    const call = words.join(' ');
    this.#calls.push(call);
    this.#onCall(call);
  }
}
