import type { Player } from '../player/player.js';
import { shortenSlices } from '../short-slices.js';
import { oncePresented } from './once-presented.js';

/** Once the threads of the picture have shown something, and again where they were started anew. Not before: loading what it takes is 10 ms. */
export function hastenPicture(player: Player): void {
  const whenPresented = () => oncePresented(player, () => void shortenSlices());
  whenPresented();
  player.on('restarted', whenPresented);
}
