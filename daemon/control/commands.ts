import type { Command } from '../protocol/commands.js';
import type { LoopMode } from '../protocol/state.js';

/**
 * What commands act on: the player, and the choice of what it plays. Every method takes effect at once and returns; what it does to
 * the picture shows in the state.
 */
export interface Playback {
  pause(): void;
  resume(): void;
  next(): void;
  previous(): void;
  /** Within the clip that is showing; past its end means its end. */
  seek(positionMs: number): void;
  setBlank(on: boolean): void;
  /** @param percent 0 to 100, as people perceive it. @param fadeMs over how long; 0: at once. */
  setBrightness(percent: number, fadeMs: number): void;
  setLoop(mode: LoopMode): void;
  setShuffle(on: boolean): void;
  /** Plays the clip from its place in what plays, else on its own with the library after it. Throws 'clip-not-found'. */
  select(clipId: string): void;
  /** Undefined: the whole library. Throws 'playlist-not-found'. */
  playPlaylist(playlistId: string | undefined): void;
}

/** Carries a decoded command out. Throws what the playback throws: a FramedError with 'clip-not-found' or 'playlist-not-found'. */
export function runCommand(command: Command, playback: Playback): void {
  switch (command.type) {
    case 'pause':
      playback.pause();
      break;
    case 'resume':
      playback.resume();
      break;
    case 'next':
      playback.next();
      break;
    case 'previous':
      playback.previous();
      break;
    case 'select':
      playback.select(command.clipId);
      break;
    case 'play-playlist':
      playback.playPlaylist(command.playlistId ?? undefined);
      break;
    case 'seek':
      playback.seek(command.positionMs);
      break;
    case 'loop':
      playback.setLoop(command.mode);
      break;
    case 'shuffle':
      playback.setShuffle(command.on);
      break;
    case 'blank':
      playback.setBlank(command.on);
      break;
    case 'brightness':
      playback.setBrightness(command.percent, command.fadeMs ?? 0);
      break;
  }
}
