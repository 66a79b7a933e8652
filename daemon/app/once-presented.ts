import type { Player } from '../player/player.js';

/** Calls back once, when the next frame is on the glass. */
export function oncePresented(player: Player, callback: () => void): void {
  const stopListening = player.onPresented(() => {
    stopListening();
    callback();
  });
}
