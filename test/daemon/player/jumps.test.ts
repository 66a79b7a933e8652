import t from 'tap';
import { positionAt } from '../../../daemon/player/showing.js';
import { fakeClip } from './fake-clip.js';
import { Simulation } from './simulation.js';

const CLIPS = {
  a: fakeClip(1, { frames: 100 }),
  b: fakeClip(2, { frames: 100 }),
  c: fakeClip(3, { frames: 100 }),
  photo: fakeClip(6, {}),
};

function playing(keys: readonly string[], options: Parameters<Simulation['play']>[1] = {}): Simulation {
  const player = new Simulation(CLIPS);
  player.play(keys, options);
  player.run(100);
  player.shown.length = 0;
  return player;
}

t.test('next shows the other clip at once and goes on in its time', async (t) => {
  const player = playing(['a', 'b', 'c']);
  const pressedMs = player.nowMs;
  player.desk.jump({ type: 'step', by: 1 });
  player.run(85);
  t.equal(player.shown[0]?.atMs, pressedMs);
  t.same(player.takeShown(), ['2/0@0', '2/1@40', '2/2@80']);
});

t.test('a jump while paused shows the first frame and stays paused', async (t) => {
  const player = playing(['a', 'b']);
  player.control.paused = true;
  player.run(1000);
  player.desk.jump({ type: 'step', by: 1 });
  player.run(1000);
  player.control.paused = false;
  player.run(45);
  t.same(player.takeShown(), ['2/0@0', '2/1@1040'], 'resumed, its first frame stands for its full time');
});

t.test('quick presses add up before anything of them shows', async (t) => {
  const player = playing(['a', 'b', 'c']);
  player.desk.jump({ type: 'step', by: 1 });
  player.desk.jump({ type: 'step', by: 1 });
  player.run(0);
  t.same(player.takeShown(), ['3/0@0']);
  for (const by of [1, 1, -1, 1] as const) player.desk.jump({ type: 'step', by });
  player.run(0);
  t.same(player.takeShown(), ['2/0@0']);
});

t.test('a press counts from what shows, not from what is produced ahead', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['photo', 'a', 'b', 'c'], { stillMs: 10_000 });
  player.run(100);
  t.same(player.takeShown(), ['6/0@0']);
  player.desk.jump({ type: 'step', by: -1 });
  player.run(0);
  t.same(player.takeShown(), ['3/0@0']);
});

t.test('previous goes back over the beginning', async (t) => {
  const player = playing(['a', 'b', 'c']);
  player.desk.jump({ type: 'step', by: -1 });
  player.run(0);
  t.same(player.takeShown(), ['3/0@0']);
});

t.test('previous passes over a broken clip backwards', async (t) => {
  const player = playing(['a', 'missing', 'b']);
  player.desk.jump({ type: 'step', by: 1 });
  player.run(0);
  player.desk.jump({ type: 'step', by: -1 });
  player.run(0);
  t.same(
    player.shown.map(({ frame }) => frame),
    ['2/0', '1/0'],
  );
});

t.test('select goes to the entry', async (t) => {
  const player = playing(['a', 'b', 'c']);
  player.desk.jump({ type: 'select', entry: player.desk.numberOf('c') ?? 0 });
  player.run(0);
  t.same(player.takeShown(), ['3/0@0']);
});

t.test('seek goes to a moment, which may lie within a frame', async (t) => {
  const player = playing(['a', 'b']);
  player.desk.jump({ type: 'seek', positionMs: 2010 });
  player.run(35);
  t.same(player.takeShown(), ['1/50@0', '1/51@30']);
  t.equal(positionAt(player.showing.read(), player.nowMs), 2045);
});

t.test('a seek past the end means the end', async (t) => {
  const player = playing(['a', 'b']);
  player.desk.jump({ type: 'seek', positionMs: 1e9 });
  player.run(5);
  t.same(player.takeShown(), ['1/99@0', '2/0@1']);
});

t.test('a seek into a still leaves the rest of its time', async (t) => {
  const player = playing(['photo', 'a'], { stillMs: 10_000 });
  player.desk.jump({ type: 'seek', positionMs: 9000 });
  player.run(1000);
  t.same(player.takeShown(), ['6/0@0', '1/0@1000']);
});

t.test('the old picture stays until the first frame of the jump is there', async (t) => {
  const player = playing(['a', 'b']);
  player.producing = false;
  player.desk.jump({ type: 'step', by: 1 });
  player.run(500);
  t.same(player.takeShown(), [], 'stale frames are not shown');
  player.producing = true;
  player.run(0);
  t.same(player.takeShown(), ['2/0@0']);
  t.match(player.stats.snapshot(player.nowMs), { dropped: 0, late: 0 });
});

t.test('a program may begin anywhere', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['a', 'b'], { at: { key: 'b', positionMs: 400 } });
  player.run(40);
  t.same(player.takeShown(), ['2/10@0', '2/11@40']);
});

t.test('a key that the program does not have begins at its first entry', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['a', 'b'], { at: { key: 'z', positionMs: 400 } });
  player.run(0);
  t.same(player.takeShown(), ['1/0@0']);
});

t.test('a new producer is told the program, the place and the jumps that nothing shows of', async (t) => {
  const player = playing(['a', 'b', 'c']);
  player.loseCommands();
  player.desk.jump({ type: 'step', by: 1 });
  player.desk.jump({ type: 'seek', positionMs: 400 });
  player.loseCommands();
  player.run(200);
  t.same(player.takeShown(), []);
  player.desk.resume({ visitMs: 100 });
  player.run(0);
  t.same(player.takeShown(), ['2/10@0']);
  player.desk.resume({ visitMs: 1000 });
  player.run(0);
  t.same(player.takeShown(), ['2/25@0'], 'and later only the place');
});
