import type { Clock } from '../clock.js';
import { toPlainError } from '../errors.js';
import type { ChosenGlass } from '../glass/choose-glass.js';
import type { Log } from '../log.js';
import { Player } from '../player/player.js';

export interface StartedPlayer {
  player: Player;
  output: ChosenGlass['display']['output'];
  /** Why the picture is on the virtual panel and not on the glass that was wanted; empty where it is where it should be. */
  missing: readonly string[];
}

/**
 * Plays on the glass that was chosen; where that cannot be opened, on the virtual panel, and says why.
 *
 * @param starting what the glass shows until the first frame.
 */
export async function startPlayer(
  glass: ChosenGlass,
  log: Log,
  clock: Clock,
  starting?: Uint8Array,
): Promise<StartedPlayer> {
  const { display, missing } = glass;
  for (const sentence of missing) log.info(sentence);
  const player = new Player({ display, log, clock });
  if (starting !== undefined) player.showOverlay(starting, { untilFrame: true });
  try {
    await player.start();
    return { player, output: display.output, missing };
  } catch (thrown) {
    await player.stop();
    if (display.output === 'virtual') throw thrown;
    const { code, message } = toPlainError(thrown);
    log.error('the display cannot be opened; playing on the virtual panel', { output: display.output, code, message });
    const virtual = new Player({ display: { output: 'virtual', geometry: display.geometry }, log, clock });
    await virtual.start();
    return { player: virtual, output: 'virtual', missing: [message] };
  }
}
