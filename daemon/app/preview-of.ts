import type { PreviewSource } from '../control/preview-source.js';
import type { Player } from '../player/player.js';

/** The player's screen as the live preview reads it. The preview is its only reader. */
export function previewOf(player: Pick<Player, 'screen' | 'onPresented'>): PreviewSource {
  return {
    get geometry() {
      return player.screen.geometry;
    },
    read: (into) => player.screen.read(into),
    onPresented: (callback) => player.onPresented(callback),
  };
}
