import t from 'tap';
import { StatsBlock } from '../../../daemon/player/stats.js';

t.test('counters are shared', async (t) => {
  const stats = StatsBlock.create();
  const elsewhere = new StatsBlock(stats.buffer);
  elsewhere.count('dropped', 3);
  elsewhere.count('damaged');
  t.match(stats.snapshot(0), { dropped: 3, damaged: 1, underruns: 0, workerRestarts: 0 });
});

t.test('fps is the frames of the last second, also after silence', async (t) => {
  const stats = StatsBlock.create();
  const beginMs = 123_456_700;
  for (let frame = 0; frame < 100; frame++) stats.countPresented(beginMs + frame * 40, 0);
  t.equal(stats.snapshot(beginMs + 4000).fps, 25);
  t.equal(stats.snapshot(beginMs + 4500).fps, 12);
  t.equal(stats.snapshot(beginMs + 60_000).fps, 0);
  t.equal(stats.snapshot(beginMs + 60_000).presented, 100);
});

t.test('a millisecond past the deadline is late, and quantiles say how much', async (t) => {
  const stats = StatsBlock.create();
  for (let frame = 0; frame < 98; frame++) stats.countPresented(0, 0.21);
  stats.countPresented(0, 1.5);
  stats.countPresented(0, 3000);
  t.equal(stats.snapshot(0).late, 2);
  const { lateP50Ms, lateP99Ms } = stats.lateness();
  t.ok(lateP50Ms >= 0.21 && lateP50Ms < 0.24, `${lateP50Ms}`);
  t.ok(lateP99Ms >= 1.5 && lateP99Ms < 1.54, `${lateP99Ms}`);
});

t.test('how late frames are can be asked of those since a tally', async (t) => {
  const stats = StatsBlock.create();
  for (let frame = 0; frame < 100; frame++) stats.countPresented(0, 9);
  const tally = stats.tallyLateness();
  for (let frame = 0; frame < 10; frame++) stats.countPresented(0, 0.21);
  t.ok(stats.lateness(tally).lateP99Ms < 0.24);
  t.ok(stats.lateness().lateP99Ms >= 9);
});

t.test('how late frames are is told beyond what is good, too', async (t) => {
  for (const [latenessMs, least, most] of [
    [-1, 0.02, 0.02],
    [9.99, 9.99, 10],
    [10, 10, 10.5],
    [37.2, 37.2, 37.7],
    [259, 259, 260],
    [3000, 260, 260],
  ] as const) {
    const stats = StatsBlock.create();
    for (let frame = 0; frame < 10; frame++) stats.countPresented(0, latenessMs);
    const { lateP50Ms, lateP99Ms } = stats.lateness();
    t.ok(lateP99Ms >= least && lateP99Ms <= most + 1e-9, `${latenessMs} ms: ${lateP99Ms}`);
    t.equal(lateP50Ms, lateP99Ms);
  }
});

t.test('the link is told of by means over the last second, to what a person reads', async (t) => {
  const stats = StatsBlock.create();
  const beginMs = 123_456_700;
  for (let frame = 0; frame < 75; frame++) {
    stats.countPresented(beginMs + frame * 40, 0);
    stats.countTraffic(beginMs + frame * 40, { bytes: 20_481, rectangles: frame % 2 === 0 ? 1 : 2, busyMs: 4.1 });
  }
  t.same(stats.link(beginMs + 3000), { bytesPerFrame: 20_500, rectanglesPerFrame: 1.5, utilisation: 0.1 });
  t.same(stats.link(beginMs + 60_000), { bytesPerFrame: 0, rectanglesPerFrame: 0, utilisation: 0 });
});
