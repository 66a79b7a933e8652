import t from 'tap';
import { BrightnessFade } from '../../../daemon/player/brightness-fade.js';
import { fakeClip } from './fake-clip.js';
import { Simulation } from './simulation.js';

function recorded(): { fade: BrightnessFade; set: number[] } {
  const set: number[] = [];
  return { fade: new BrightnessFade((percent) => set.push(percent)), set };
}

t.test('the first brightness is set at once, whatever fade was asked for', async (t) => {
  const { fade, set } = recorded();
  t.equal(fade.step(1000, 40, 500), Number.POSITIVE_INFINITY);
  t.same(set, [40]);
});

t.test('a fade goes evenly to its target, ends there, and is set no more', async (t) => {
  const { fade, set } = recorded();
  fade.step(1000, 0, 0);
  t.equal(fade.step(2000, 100, 100), 20);
  for (let nowMs = 2020; nowMs < 2100; nowMs += 20) t.equal(fade.step(nowMs, 100, 100), 20);
  t.equal(fade.step(2104, 100, 100), Number.POSITIVE_INFINITY, 'called late, it does not overshoot');
  t.equal(fade.step(2200, 100, 100), Number.POSITIVE_INFINITY);
  t.same(set, [0, 0, 20, 40, 60, 80, 100]);
});

t.test('another target on the way is faded to from where it is', async (t) => {
  const { fade, set } = recorded();
  fade.step(0, 100, 0);
  fade.step(0, 0, 100);
  fade.step(50, 0, 100);
  fade.step(50, 100, 200);
  fade.step(150, 100, 200);
  t.same(set, [100, 100, 50, 50, 75]);
});

t.test('without a fade the brightness is there at once', async (t) => {
  const { fade, set } = recorded();
  fade.step(0, 100, 0);
  t.equal(fade.step(10, 30, 0), Number.POSITIVE_INFINITY);
  t.same(set, [100, 30]);
});

t.test('a glass is lit fully at first, and dimmed by steps of 20 ms while the clip plays on in time', async (t) => {
  const player = new Simulation({ long: fakeClip(5, { frames: 100 }) });
  player.play(['long']);
  player.run(10);
  t.same(player.glass.brightness.splice(0), [100]);
  player.control.setBrightness(50, 200);
  player.run(300);
  const steps = player.glass.brightness.splice(0);
  t.ok(steps.length >= 8 && steps.length <= 12, `${steps.length} steps`);
  t.equal(steps.at(-1), 50);
  t.ok(steps.every((percent, index) => percent <= (steps[index - 1] ?? 100)));
  t.same(player.takeShown().slice(0, 4), ['5/0@0', '5/1@40', '5/2@80', '5/3@120']);
  t.match(player.stats.snapshot(player.nowMs), { late: 0, dropped: 0 });
});

t.test('a picture that stands is dimmed as well', async (t) => {
  const player = new Simulation({ photo: fakeClip(1, {}) });
  player.play(['photo'], { stillMs: 60_000 });
  player.run(10);
  player.control.paused = true;
  player.control.setBrightness(0, 1000);
  player.run(2000);
  t.equal(player.glass.brightness.at(-1), 0);
  t.ok(player.glass.brightness.length >= 50);
});

t.test('a display that is opened again gets the last brightness again, at once', async (t) => {
  const player = new Simulation({ long: fakeClip(5, { frames: 100 }) });
  player.play(['long']);
  player.control.setBrightness(20, 5000);
  player.run(100);
  player.glass.brightness.length = 0;
  player.restartConsumer();
  player.run(10);
  t.same(player.glass.brightness, [20]);
});
