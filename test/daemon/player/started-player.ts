import type { Test } from 'tap';
import { systemClock } from '../../../daemon/clock.js';
import { silentLog } from '../../../daemon/log.js';
import { Player } from '../../../daemon/player/player.js';
import type { Program } from '../../../daemon/player/program.js';
import { bareWorker } from './bare-worker.js';
import { SMALL } from './written-clip.js';

/** Plays a program on a small virtual panel, with real threads, until the test is over. */
export async function startedPlayer(t: Test, program: Program): Promise<Player> {
  const player = new Player({
    display: { output: 'virtual', geometry: SMALL },
    log: silentLog,
    clock: systemClock,
    spawn: bareWorker,
  });
  t.teardown(() => player.stop());
  player.setProgram(program);
  await player.start();
  return player;
}
