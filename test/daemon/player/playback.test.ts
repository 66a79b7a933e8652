import t from 'tap';
import { fakeClip } from './fake-clip.js';
import { Simulation } from './simulation.js';

const CLIPS = {
  a: fakeClip(1, { frames: 3 }),
  b: fakeClip(2, { frames: 2 }),
  long: fakeClip(5, { frames: 100 }),
  photo: fakeClip(6, {}),
};

t.test('clips follow each other without a gap, and the program begins again at its end', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['a', 'b']);
  player.run(399);
  t.same(player.takeShown(), [
    '1/0@0',
    '1/1@40',
    '1/2@80',
    '2/0@120',
    '2/1@160',
    '1/0@200',
    '1/1@240',
    '1/2@280',
    '2/0@320',
    '2/1@360',
  ]);
  t.match(player.stats.snapshot(player.nowMs), { presented: 10, dropped: 0, late: 0, underruns: 0 });
});

t.test('a still stands for the time the program gives it', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['photo', 'b'], { stillMs: 7000 });
  player.run(7050);
  t.same(player.takeShown(), ['6/0@0', '2/0@7000', '2/1@7040']);
});

t.test("an entry's duration repeats or cuts its clip; loops repeat it", async (t) => {
  const player = new Simulation(CLIPS);
  player.desk.setProgram({
    entries: [
      { key: '1', name: '', path: 'a', durationMs: 210 },
      { key: '2', name: '', path: 'b', loops: 2 },
      { key: '3', name: '', path: 'photo', durationMs: 500 },
    ],
    loop: 'all',
    shuffle: false,
    stillMs: 1,
  });
  player.run(870);
  const expected = ['1/0@0', '1/1@40', '1/2@80', '1/0@120', '1/1@160', '1/2@200', '2/0@210', '2/1@250', '2/0@290'];
  t.same(player.takeShown(), [...expected, '2/1@330', '6/0@370', '1/0@870']);
});

t.test('with loop off the last frame of the last entry stays, and that is no underrun', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['a', 'b'], { loop: 'off' });
  player.run(60_000);
  t.equal(player.takeShown().at(-1), '2/1@160');
  t.equal(player.stats.snapshot(player.nowMs).underruns, 0);

  player.play(['a', 'b'], { loop: 'all' });
  player.run(50);
  t.same(player.takeShown(), ['1/0@0', '1/1@40'], 'when looping is switched on it goes on at once');
  t.match(player.stats.snapshot(player.nowMs), { late: 0, dropped: 0 });
});

t.test('loop one stays with an entry until somebody says next', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['a', 'b'], { loop: 'one' });
  player.run(250);
  t.same(new Set(player.takeShown().map((frame) => frame[0])), new Set(['1']));
  player.desk.jump({ type: 'step', by: 1 });
  player.run(200);
  t.same(new Set(player.takeShown().map((frame) => frame[0])), new Set(['2']));
});

t.test('nothing drifts over an hour of short clips', async (t) => {
  const player = new Simulation({ odd: fakeClip(1, { frames: 7, frameMs: 1000 / 30 }) });
  player.play(['odd']);
  player.run(3_600_010);
  const lastMs = (player.shown.at(-1)?.atMs ?? 0) - (player.shown[0]?.atMs ?? 0);
  t.equal(player.shown.length, 108_000 + 1);
  t.ok(Math.abs(lastMs - 3_600_000) < 0.06, `${lastMs} ms`);
});

t.test('pause keeps the picture, resume goes on with the rest of the frame', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['long']);
  player.run(50);
  player.control.paused = true;
  player.run(100_000);
  player.control.paused = false;
  player.run(30);
  t.same(player.takeShown(), ['5/0@0', '5/1@40', '5/2@100080']);
  t.match(player.stats.snapshot(player.nowMs), { late: 0, dropped: 0, underruns: 0 });
});

t.test('blank darkens the glass while the clip plays on unseen', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['long']);
  player.run(50);
  player.control.blank = true;
  player.run(80);
  t.equal(player.glass.lit, false);
  t.equal(player.takeShown().length, 4);
  player.control.blank = false;
  player.run(1);
  t.equal(player.glass.lit, true);
});

t.test(
  'a display that blocks costs the frames that come due meanwhile, and the next one is in time again',
  async (t) => {
    const player = new Simulation(CLIPS);
    player.play(['long']);
    player.run(50);
    player.nowMs += 200;
    player.run(40);
    t.same(player.takeShown(), ['5/0@0', '5/1@40', '5/6@250', '5/7@280']);
    t.match(player.stats.snapshot(player.nowMs), { dropped: 4, late: 1, underruns: 0 });
  },
);

t.test('a stuck producer is one underrun; what comes late is hurried through', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['long']);
  player.run(0);
  player.producing = false;
  player.run(600);
  t.equal(player.takeShown().length, 9, 'what was in the ring is shown');
  player.producing = true;
  player.run(80);
  t.equal(player.shown[0]?.frame, '5/9');
  t.equal(player.takeShown().at(-2), '5/16@40', 'and the clip is on its clock again');
  t.match(player.stats.snapshot(player.nowMs), { underruns: 1 });
});

t.test('after a gap of more than a second nothing is skipped: the timeline moves', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['long']);
  player.run(0);
  player.producing = false;
  player.run(5000);
  player.takeShown();
  player.producing = true;
  player.run(80);
  t.same(player.takeShown(), ['5/9@0', '5/10@40', '5/11@80']);
  t.equal(player.stats.lateness().reanchored, 1);
});

t.test('a damaged frame costs itself: the last good picture stays, the clip goes on in time', async (t) => {
  const player = new Simulation({ clip: fakeClip(1, { frames: 5, damaged: [2, 3] }) });
  player.play(['clip'], { loop: 'off' });
  player.run(1000);
  t.same(player.takeShown(), ['1/0@0', '1/1@40', '1/4@160']);
  t.match(player.stats.snapshot(player.nowMs), { damaged: 2, underruns: 0 });
});

t.test('a clip whose first frames are damaged starts at its first good one', async (t) => {
  const player = new Simulation({ clip: fakeClip(1, { frames: 5, damaged: [0, 1] }) });
  player.play(['clip'], { loop: 'off' });
  player.run(0);
  t.same(player.takeShown(), ['1/2@0']);
});

t.test('a clip that cannot be opened is passed over and reported once', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['a', 'missing', 'b']);
  player.run(1000);
  t.match(player.takeShown().slice(0, 4), ['1/0@0', '1/1@40', '1/2@80', '2/0@120']);
  const skipped = player.messages.filter(({ type }) => type === 'skipped');
  t.match(skipped, [{ error: { code: 'ENOENT', message: 'missing is missing.' } }]);
  t.equal(skipped.length, 1);
});

t.test('a clip without a readable frame is passed over like a missing one', async (t) => {
  const player = new Simulation({ ...CLIPS, wreck: fakeClip(9, { frames: 2, damaged: [0, 1] }) });
  player.play(['a', 'wreck', 'b']);
  player.run(130);
  t.equal(player.takeShown().at(-1), '2/0@120');
  t.match(
    player.messages.find(({ type }) => type === 'skipped'),
    { error: { code: 'clip-damaged' } },
  );
});

t.test('where nothing can be played it waits, and tries again after a while', async (t) => {
  const player = new Simulation({});
  player.play(['x', 'y']);
  t.equal(player.settle(), 5000, 'no spinning');
  t.equal(player.messages.length, 2);
  player.run(20_000);
  t.equal(player.messages.length, 2, 'and no repeating of what is known');
  player.clips = { y: fakeClip(4, {}) };
  player.run(5000);
  t.same(player.takeShown()[0], '4/0@0');
});

t.test('shuffled, every entry has its turn before any has its second', async (t) => {
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const player = new Simulation(
    { 1: fakeClip(1, {}), 2: fakeClip(2, {}), 3: fakeClip(3, {}), 4: fakeClip(4, {}) },
    { random },
  );
  player.play(['1', '2', '3', '4'], { shuffle: true, stillMs: 10 });
  player.run(40 * 10 - 1);
  const order = player.takeShown().map((frame) => frame[0]);
  for (let round = 0; round < 10; round++) t.equal(new Set(order.slice(round * 4, round * 4 + 4)).size, 4);
  t.notOk(
    order.some((clip, index) => clip === order[index + 1]),
    'and none comes twice in a row',
  );
});
