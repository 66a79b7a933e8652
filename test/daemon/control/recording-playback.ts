import type { Playback } from '../../../daemon/control/commands.js';
import { FramedError } from '../../../daemon/errors.js';

/** Writes down what it is asked for, and knows the clips and playlists it is given. */
export class RecordingPlayback implements Playback {
  readonly calls: string[] = [];
  readonly #known: ReadonlySet<string>;

  constructor(known: readonly string[] = []) {
    this.#known = new Set(known);
  }

  pause = () => this.#note('pause');
  resume = () => this.#note('resume');
  next = () => this.#note('next');
  previous = () => this.#note('previous');
  seek = (positionMs: number) => this.#note('seek', positionMs);
  setBlank = (on: boolean) => this.#note('blank', on);
  setBrightness = (percent: number, fadeMs: number) => this.#note('brightness', percent, fadeMs);
  setLoop = (mode: string) => this.#note('loop', mode);
  setShuffle = (on: boolean) => this.#note('shuffle', on);

  select(clipId: string): void {
    if (!this.#known.has(clipId)) throw new FramedError('clip-not-found', `There is no clip ${clipId}.`);
    this.#note('select', clipId);
  }

  playPlaylist(id: string | undefined): void {
    if (id !== undefined && !this.#known.has(id))
      throw new FramedError('playlist-not-found', `There is no playlist ${id}.`);
    this.#note('playlist', id ?? 'library');
  }

  #note(...words: (string | number | boolean)[]): void {
    this.calls.push(words.join(' '));
  }
}
