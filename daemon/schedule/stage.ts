import type { Playback } from '../control/commands.js';
import { FramedError } from '../errors.js';
import { findPlaylist } from '../protocol/find-playlist.js';
import type { Playlist } from '../protocol/playlist.js';
import type { ScheduledAction } from '../protocol/schedule.js';

/** What the schedule acts on. */
export interface StagePlayback extends Pick<Playback, 'next' | 'setBlank' | 'setBrightness' | 'playPlaylist'> {
  /** The playlist that plays, of which there may be none. */
  readonly mode: { playlistId?: string | undefined };
  /** Plays what plays from its beginning. */
  startOver(): void;
}

export interface StageOptions {
  playback: StagePlayback;
  playlists(): readonly Playlist[];
}

/** Where the schedule's actions are carried out. */
export class Stage {
  readonly #options: StageOptions;

  constructor(options: StageOptions) {
    this.#options = options;
  }

  /**
   * @param ageMs how long ago it was due: as much of a fade is over.
   * Throws FramedError 'playlist-not-found' or 'playlist-empty'.
   */
  do(action: ScheduledAction, ageMs: number): void {
    const { playback } = this.#options;
    switch (action.type) {
      case 'display':
        playback.setBlank(!action.on);
        break;
      case 'brightness':
        playback.setBrightness(action.percent, Math.max(0, action.fadeMs - ageMs));
        break;
      case 'play':
        this.#play(action.playlist);
        break;
      case 'next':
        playback.next();
        break;
      case 'reload':
        playback.startOver();
        break;
    }
  }

  /** What plays already plays on: a restart in the middle of the evening is no reason to begin the evening again. */
  #play(word: string | undefined): void {
    const { playback, playlists } = this.#options;
    const playlist = word === undefined ? undefined : findPlaylist(playlists(), word);
    if (word !== undefined && playlist === undefined) {
      throw new FramedError('playlist-not-found', `There is no playlist "${word}".`);
    }
    if (playlist?.id !== playback.mode.playlistId) playback.playPlaylist(playlist?.id);
  }
}
