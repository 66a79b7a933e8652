import type { Command } from '../protocol/commands.js';
import { findPlaylist } from '../protocol/find-playlist.js';
import type { Playlist } from '../protocol/playlist.js';
import type { PlayerState } from '../protocol/state.js';

/** What a press acts on. */
export interface ControlTarget {
  player(): Pick<PlayerState, 'paused' | 'blank' | 'brightness' | 'shuffle'>;
  playlists(): readonly Pick<Playlist, 'id' | 'name'>[];
  run(command: Command): void;
}

/** A jump is softened; steps are small, and the next one counts from where this one ended. */
const FADE_MS = 150;

/**
 * Carries out a control's action, in the words of the configuration ("pause", "brightness +10", …).
 *
 * @returns one sentence where it cannot be done
 */
export function act(action: string, target: ControlTarget): string | undefined {
  const [word = '', ...rest] = action.split(' ');
  const argument = rest.join(' ');
  const { paused, blank, shuffle } = target.player();
  switch (word) {
    case 'next':
    case 'previous':
      target.run({ type: word });
      return undefined;
    case 'pause':
      target.run({ type: paused ? 'resume' : 'pause' });
      return undefined;
    case 'on-off':
      target.run({ type: 'blank', on: !blank });
      return undefined;
    case 'shuffle':
      target.run({ type: 'shuffle', on: !shuffle });
      return undefined;
    case 'brightness':
      dim(argument, target);
      return undefined;
    case 'playlist':
      return playPlaylist(argument, target);
  }
  return `There is no action "${action}".`;
}

/** "40" is a level, "+10" and "-10" are steps. */
function dim(argument: string, target: ControlTarget): void {
  const isStep = /^[+-]/.test(argument);
  const percent = (isStep ? target.player().brightness : 0) + Number(argument);
  target.run({ type: 'brightness', percent: Math.max(0, Math.min(100, percent)), fadeMs: isStep ? 0 : FADE_MS });
}

function playPlaylist(name: string, target: ControlTarget): string | undefined {
  const playlist = findPlaylist(target.playlists(), name);
  if (!playlist) return `A button is to play the playlist "${name}", and there is none of that name.`;
  target.run({ type: 'play-playlist', playlistId: playlist.id });
  return undefined;
}
