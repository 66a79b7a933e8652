import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { systemClock } from '../../../daemon/clock.js';
import { silentLog } from '../../../daemon/log.js';
import { Player } from '../../../daemon/player/player.js';
import { OVERDUE_MS, Pulse } from '../../../daemon/player/pulse.js';
import { fakeClip } from './fake-clip.js';
import { Hangable } from './hangable.js';
import { Simulation } from './simulation.js';
import { SMALL, writeClip } from './written-clip.js';

const DAY_MS = 86_400_000;

function simulated(keys: readonly string[]) {
  const player = new Simulation({ film: fakeClip(1, { frames: 100 }), still: fakeClip(2, {}) });
  player.play(keys, { stillMs: DAY_MS });
  const clock = { monotonicMs: () => player.nowMs, wallMs: () => 0 };
  return { player, pulse: new Pulse({ control: player.control, showing: player.showing, clock }) };
}

/** The pulse, taken every 5 s for a minute. */
function taken({ player, pulse }: ReturnType<typeof simulated>): boolean[] {
  return Array.from({ length: 12 }, () => {
    player.run(5000);
    return pulse.take().beats;
  });
}

const ALWAYS = Array<boolean>(12).fill(true);

t.test('it beats while frames move, while paused, while dark, in a long still, and with nothing to show', (t) => {
  t.same(taken(simulated(['film'])), ALWAYS);
  t.same(taken(simulated(['still'])), ALWAYS);
  t.same(taken(simulated([])), ALWAYS);
  t.same(taken(simulated(['nowhere'])), ALWAYS, 'an entry that cannot be opened');
  const paused = simulated(['film']);
  paused.player.run(1000);
  paused.player.control.paused = true;
  t.same(taken(paused), ALWAYS);
  const dark = simulated(['film']);
  dark.player.control.blank = true;
  t.same(taken(dark), ALWAYS);
  t.end();
});

t.test('it stops when the thread that decodes hangs, in the middle of a still as well', (t) => {
  const standing = simulated(['still']);
  t.same(taken(standing), ALWAYS);
  standing.player.producing = false;
  t.same(taken(standing), Array(12).fill(false));
  standing.player.run(1);
  t.match(standing.pulse.take(), { because: /decodes/ });
  t.end();
});

t.test('it stops when a frame stands longer than it may, though both threads turn', (t) => {
  const { player, pulse } = simulated(['film']);
  player.run(1000);
  t.same(pulse.take(), { beats: true });
  player.producing = false;
  player.run(OVERDUE_MS);
  player.control.countProducerTurn();
  t.same(pulse.take(), { beats: true }, 'a clip may take its time to open');
  player.run(2000);
  player.control.countProducerTurn();
  t.match(pulse.take(), { beats: false, because: /stood for \d+ s too long/ });
  t.end();
});

t.test('after a pause of an hour the next frame has its time to come', (t) => {
  const { player, pulse } = simulated(['film']);
  player.run(1000);
  player.control.paused = true;
  player.run(3_600_000);
  t.same(pulse.take(), { beats: true });
  player.control.paused = false;
  player.run(1);
  t.same(pulse.take(), { beats: true });
  t.end();
});

const path = await writeClip(t.testdir(), 'film', { frames: 500, fps: 50, first: 1 });

async function threads(t: Test) {
  const hangable = new Hangable();
  const display = { output: 'virtual', geometry: SMALL } as const;
  const player = new Player({ display, log: silentLog, clock: systemClock, spawn: hangable.spawn });
  t.teardown(() => player.stop());
  player.setProgram({ entries: [{ key: 'film', name: 'film', path }], loop: 'all', shuffle: false, stillMs: 1000 });
  await player.start();
  while (!player.hasSettled) await sleep(5);
  player.takePulse();
  return { player, hangable };
}

t.test('threads that sleep are woken to show that they live', async (t) => {
  const { player } = await threads(t);
  player.pause();
  for (let times = 0; times < 3; times++) {
    // As soon as both have turned: how long that takes is the machine's affair.
    while (!player.takePulse().beats) await sleep(20);
  }
  t.pass();
});

for (const name of ['producer', 'consumer'] as const) {
  t.test(`a ${name} that hangs has no pulse, playing or paused`, async (t) => {
    const { player, hangable } = await threads(t);
    hangable.hang(name);
    // Its last turn may be under way, and on a busy machine a healthy thread misses one taking or two, but never twenty.
    for (let missed = 0; missed < 20; missed = player.takePulse().beats ? 0 : missed + 1) {
      await sleep(20);
      if (missed === 10) player.pause();
    }
    t.pass();
  });
}
