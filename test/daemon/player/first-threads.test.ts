import { readdirSync } from 'node:fs';
import { getPriority } from 'node:os';
import t from 'tap';
import { systemClock } from '../../../daemon/clock.js';
import { silentLog } from '../../../daemon/log.js';
import { stepForward } from '../../../daemon/niceness.js';
import { Player } from '../../../daemon/player/player.js';
import { bareWorker } from './bare-worker.js';
import { SMALL, writeClip } from './written-clip.js';

const skip = process.platform !== 'linux' && 'niceness is the whole process’s here';

t.test('the consumer comes first, then the producer, then everybody else, where they may', { skip }, async (t) => {
  const path = await writeClip(t.testdir(), 'a', { frames: 50, first: 0 });
  const before = getPriority();
  const player = new Player({
    display: { output: 'virtual', geometry: SMALL },
    log: silentLog,
    clock: systemClock,
    spawn: bareWorker,
  });
  t.teardown(() => player.stop());
  player.setProgram({ entries: [{ key: 'a', name: 'a', path }], loop: 'all', shuffle: false, stillMs: 1000 });
  await player.start();
  const found = threadPriorities();
  const may = stepForward(1);
  const wanted = may ? [before - 10, before - 5, before] : [before];
  t.same(
    [...new Set(found)].sort((a, b) => a - b),
    wanted,
  );
});

function threadPriorities(): number[] {
  return readdirSync('/proc/self/task').map((thread) => getPriority(Number(thread)));
}
