import { isDeepStrictEqual } from 'node:util';
import type { DisplayConfig } from '../../display/display-config.js';
import type { Player } from '../player/player.js';

/** Holds the player between a run that failed and the next one: its threads go on presenting what they were given. */
export class PlayerKeep {
  #player: Player | undefined;

  put(player: Player): void {
    this.#player = player;
  }

  /** The player, where it is on this display. On another one it is stopped, since a display is opened by one thread alone. */
  async take(display: DisplayConfig): Promise<Player | undefined> {
    const player = this.#player;
    this.#player = undefined;
    if (player === undefined || isDeepStrictEqual(player.display, display)) return player;
    await player.stop();
    return undefined;
  }

  /** Ends it where no run has taken it. */
  async stop(): Promise<void> {
    await this.#player?.stop();
    this.#player = undefined;
  }
}
