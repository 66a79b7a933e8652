import t from 'tap';
import { fakeClip } from './fake-clip.js';
import { Simulation } from './simulation.js';

/** 60 frames a second on a glass that takes 30 ms for each. */
function slow(): Simulation {
  const player = new Simulation({ fast: fakeClip(1, { frames: 6000, frameMs: 1000 / 60 }) });
  player.presentMs = 30;
  player.play(['fast']);
  return player;
}

t.test(
  'a display that takes 30 ms a frame shows 33 frames of a 60 fps clip a second, always the newest due',
  async (t) => {
    const player = slow();
    player.run(10_000);
    const { presented, dropped, underruns, fps } = player.stats.snapshot(player.nowMs);
    t.ok(fps >= 33 && fps <= 34, `${fps} fps`);
    t.ok(Math.abs(presented - 10_000 / 30) < 2, `${presented} presented`);
    t.ok(Math.abs(presented + dropped - 600) <= 2, `${dropped} dropped`);
    t.equal(underruns, 0);
    t.equal(player.stats.lateness().reanchored, 0);
  },
);

t.test('and keeps time: after a minute it is not a frame behind', async (t) => {
  const player = slow();
  player.run(60_000);
  const [first] = player.shown;
  for (const { atMs, frame } of player.shown) {
    const dueMs = (Number(frame.split('/')[1]) * 1000) / 60;
    const lateMs = atMs - (first?.atMs ?? 0) - dueMs;
    if (lateMs > -0.1 && lateMs < 1000 / 60) continue;
    t.fail(`${frame} was shown ${lateMs} ms after it was due`);
    return;
  }
  t.ok(player.shown.length > 1990);
});

t.test('the link is said to be busy all the time, and with how much a frame', async (t) => {
  const player = slow();
  player.run(5000);
  const { utilisation, bytesPerFrame, rectanglesPerFrame } = player.stats.link(player.nowMs);
  t.ok(utilisation >= 0.95 && utilisation <= 1, `${utilisation}`);
  t.ok(bytesPerFrame > 0 && bytesPerFrame < 19, `${bytesPerFrame} of the full frame's 19 bytes`);
  t.equal(rectanglesPerFrame, 1);
});

t.test('a display that keeps up is busy for its share of the time', async (t) => {
  const player = new Simulation({ long: fakeClip(5, { frames: 100 }) });
  player.presentMs = 10;
  player.play(['long']);
  player.run(3000);
  t.equal(player.stats.link(player.nowMs).utilisation, 0.25);
  t.match(player.stats.snapshot(player.nowMs), { fps: 25, dropped: 0 });
});
