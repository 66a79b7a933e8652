import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { systemClock } from '../../../daemon/clock.js';
import { silentLog } from '../../../daemon/log.js';
import { Player } from '../../../daemon/player/player.js';
import type { Program } from '../../../daemon/player/program.js';
import { startedPlayer } from './started-player.js';
import { pictureNumber, SMALL, writeClip } from './written-clip.js';

const folder = t.testdir();
const paths = {
  a: await writeClip(folder, 'a', { frames: 20, fps: 50, first: 1000 }),
  b: await writeClip(folder, 'b', { frames: 500, fps: 50, first: 2000 }),
  photo: await writeClip(folder, 'photo', { frames: 1, first: 9000 }),
};

function program(keys: readonly (keyof typeof paths)[]): Program {
  const entries = keys.map((key) => ({ key, name: key, path: paths[key] }));
  return { entries, loop: 'all', shuffle: false, stillMs: 60_000 };
}

const started = (t: Test, keys: readonly (keyof typeof paths)[]): Promise<Player> => startedPlayer(t, program(keys));

/** Resolves with the number of the next picture that `wanted` accepts. */
function picture(player: Player, wanted: (number: number) => boolean): Promise<number> {
  const pixels = new Uint8Array(SMALL.width * SMALL.height * 2);
  return new Promise((resolve) => {
    const look = () => {
      if (player.screen.read(pixels) === undefined) return;
      const number = pictureNumber(pixels) ?? -1;
      if (!wanted(number)) return;
      stopWatching();
      resolve(number);
    };
    const stopWatching = player.onPresented(look);
    look();
  });
}

const isOf = (first: number) => (number: number) => number >= first && number < first + 1000;

t.test('real clips follow each other on the screen, untorn and in order', async (t) => {
  const player = await started(t, ['a', 'b']);
  const seen: number[] = [];
  await picture(player, (number) => {
    if (number !== seen.at(-1)) seen.push(number);
    return number >= 2010;
  });
  t.notOk(seen.includes(-1), 'no torn picture');
  t.same(
    seen,
    [...seen].sort((one, other) => one - other),
  );
  t.equal(player.snapshot().entryKey, 'b');
  t.equal(player.snapshot().durationMs, 10_000);
  t.ok(player.snapshot().positionMs >= 200);
});

t.test('the picture does not wait for a main thread that hangs', async (t) => {
  const player = await started(t, ['b']);
  await picture(player, isOf(2000));
  const presented = () => player.snapshot().stats.presented;
  const before = presented();
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  // Half a second where the machine keeps up, and all that while this thread does nothing.
  for (let waited = 0; presented() < before + 25 && waited < 300; waited++) Atomics.wait(nobody, 0, 0, 100);
  t.ok(presented() >= before + 25, `${presented() - before} frames while it hung`);
});

t.test('next, paused, shows the other clip and stays paused', async (t) => {
  const player = await started(t, ['b', 'a']);
  await picture(player, isOf(2000));
  player.pause();
  player.next();
  t.equal(await picture(player, isOf(1000)), 1000);
  await sleep(100);
  t.match(player.snapshot(), { paused: true, entryKey: 'a', positionMs: 0 });
  player.resume();
  await picture(player, (number) => number > 1002);
});

t.test('no jump is lost between the threads, in quick order, playing or paused', async (t) => {
  const player = await started(t, ['a', 'b']);
  await picture(player, isOf(1000));
  for (let jump = 0; jump < 200; jump++) {
    if (jump % 20 === 0) player.pause();
    if (jump % 20 === 10) player.resume();
    const target = jump % 2 === 0 ? 'b' : 'a';
    player.select(target);
    if (jump % 3 === 0) await sleep(Math.random() * 5);
    await picture(player, isOf(target === 'a' ? 1000 : 2000));
  }
  t.match(player.snapshot().stats, { workerRestarts: 0, damaged: 0 });
});

t.test('select and seek go where they are told; an unknown key does nothing', async (t) => {
  const player = await started(t, ['a', 'b', 'photo']);
  player.select('nobody');
  player.select('photo');
  await picture(player, isOf(9000));
  player.pause();
  player.select('b');
  player.seek(8000);
  t.equal(await picture(player, (number) => number > 2000 && number < 3000), 2400);
});

t.test('blank is shared with the screen', async (t) => {
  const player = await started(t, ['photo']);
  await picture(player, isOf(9000));
  player.setBlank(true);
  t.ok(player.snapshot().blank);
  while (player.screen.lit) await sleep(1);
  player.setBlank(false);
  while (!player.screen.lit) await sleep(1);
});

t.test('brightness is shared with the screen, and the snapshot has what was asked for', async (t) => {
  const player = await started(t, ['photo']);
  await picture(player, isOf(9000));
  t.equal(player.snapshot().brightness, 100);
  player.setBrightness(35, { fadeMs: 60 });
  t.equal(player.snapshot().brightness, 35);
  const isAt = (percent: number) => player.screen.brightness === percent;
  while (!isAt(35)) await sleep(1);
  player.setBrightness(80);
  while (!isAt(80)) await sleep(1);
  t.notOk('link' in player.snapshot().stats, 'a virtual panel has no link');
});

t.test('nobody is called back after having stopped to listen', async (t) => {
  const player = await started(t, ['b']);
  let calls = 0;
  const stopWatching = player.onPresented(() => calls++);
  await picture(player, (number) => number > 2005);
  stopWatching();
  t.ok(calls > 0);
  const before = calls;
  await sleep(100);
  t.equal(calls, before);
});

t.test('stop ends both threads within half a second, playing, paused or idle, and may be called twice', async (t) => {
  for (const prepare of [
    () => {},
    (player: Player) => player.pause(),
    (player: Player) => player.setProgram(program([])),
  ]) {
    const player = await started(t, ['b']);
    await picture(player, isOf(2000));
    prepare(player);
    const beforeMs = performance.now();
    await Promise.all([player.stop(), player.stop()]);
    t.ok(performance.now() - beforeMs < 500);
    await player.stop();
  }
});

t.test('a player that was never started can be stopped', async () => {
  const player = new Player({ display: { output: 'virtual', geometry: SMALL }, log: silentLog, clock: systemClock });
  await player.stop();
});
