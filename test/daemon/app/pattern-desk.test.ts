import t, { type Test } from 'tap';
import { PatternDesk, SEEN_WITHIN_MS } from '../../../daemon/app/pattern-desk.js';
import { systemClock } from '../../../daemon/clock.js';
import { parseConfig } from '../../../daemon/config/load.js';
import { StateStore } from '../../../daemon/control/state-store.js';
import { silentLog } from '../../../daemon/log.js';
import { Player } from '../../../daemon/player/player.js';
import { drawPattern } from '../../../daemon/test-pattern/pattern.js';
import { STANDS_MS } from '../../../daemon/test-pattern/standing-pattern.js';
import { EXAMPLE_STATE } from '../control/example-state.js';
import { ManualTimers } from '../control/manual-timers.js';
import { bareWorker } from '../player/bare-worker.js';

const GEOMETRY = { width: 80, height: 160 };
const CONFIG = 'panel: { name: st7735-80x160 }\ndisplay: { output: virtual }';

/** A desk in front of a player that was not started yet. */
function begin(t: Test) {
  const player = new Player({
    display: { output: 'virtual', geometry: GEOMETRY },
    log: silentLog,
    clock: systemClock,
    spawn: bareWorker,
  });
  const timers = new ManualTimers();
  const initial = { ...EXAMPLE_STATE, panel: { ...EXAMPLE_STATE.panel, ...GEOMETRY, shape: 'rectangle' as const } };
  const desk = new PatternDesk({
    layer: player,
    player,
    liveConfig: { current: parseConfig(CONFIG, 'c.yaml'), path: undefined },
    store: new StateStore({ initial, clock: systemClock, timers }),
    glass: { settled: async () => {} },
    timers,
  });
  t.teardown(async () => {
    desk.stop();
    await player.stop();
  });
  return { player, timers, desk };
}

t.test(
  'whoever asks for the pattern hears of it once it is on the glass, and in which frame of the preview',
  async (t) => {
    const { player, desk } = begin(t);
    let isAnswered = false;
    const answer = desk.show().finally(() => {
      isAnswered = true;
    });
    await new Promise(setImmediate);
    t.notOk(isAnswered, 'there is no glass yet');
    await player.start();
    const { hidesInMs, sequence, setup } = await answer;
    const pixels = new Uint8Array(GEOMETRY.width * GEOMETRY.height * 2);
    t.equal(player.screen.read(pixels), sequence);
    t.same(pixels, drawPattern({ geometry: GEOMETRY, shape: 'rectangle' }));
    t.equal(hidesInMs, STANDS_MS);
    t.equal(setup.rotation, 0);
    t.ok((await desk.show()).sequence > sequence, 'and once more');
  },
);

t.test('a glass that does not take the pattern is said to, and not waited for without end', async (t) => {
  const { timers, desk } = begin(t);
  const answer = desk.show();
  await new Promise(setImmediate);
  timers.advance(SEEN_WITHIN_MS);
  await t.rejects(answer, { code: 'pattern-not-shown' });
});
