import t from 'tap';
import { fakeClip } from './fake-clip.js';
import { GrowingClip } from './growing-clip.js';
import { Simulation } from './simulation.js';

/** A player of an upload that grows, and of what else there is. */
function playing(others: readonly string[] = [], loop: 'all' | 'one' | 'off' = 'all') {
  const upload = new GrowingClip(1);
  upload.add(5);
  const player = new Simulation({ upload, a: fakeClip(2, { frames: 10 }), whole: fakeClip(1, { frames: 10 }) });
  const entries = others.map((key) => ({ key, name: key, path: key }));
  const growing = { key: 'upload', name: 'upload', path: 'upload', growing: true } as const;
  player.desk.setProgram({ entries: [growing, ...entries], loop, shuffle: false, stillMs: 1000 }, {});
  const hasGrown = (
    path: string,
    { key = 'upload', at }: { key?: string; at?: { key: string; positionMs: number } } = {},
  ) =>
    player.desk.setProgram(
      {
        entries: [{ key, name: key, path, ...(key !== 'upload' && { formerKey: 'upload' }) }, ...entries],
        ...{ loop, shuffle: false, stillMs: 1000 },
      },
      at,
    );
  return { player, upload, hasGrown };
}

t.test('the picture stands at the end of what is there, and no underrun is counted', async (t) => {
  const { player } = playing(['a']);
  player.run(60_000);
  t.same(player.takeShown(), ['1/0@0', '1/1@40', '1/2@80', '1/3@120']);
  t.match(player.stats.snapshot(player.nowMs), { underruns: 0, dropped: 0, late: 0 });
  t.ok(player.control.idle);
});

t.test('it is looked for more fifty times a second, not more often', async (t) => {
  const { player, upload } = playing();
  player.run(200);
  const before = upload.refreshes;
  player.run(10_000);
  t.ok(upload.refreshes - before <= 501, `${upload.refreshes - before} times in 10 s`);
});

t.test('what comes later is shown when it comes, each frame for its time: nothing is caught up', async (t) => {
  const { player, upload } = playing();
  player.run(1000);
  player.takeShown();
  upload.add(4);
  player.run(1000);
  t.same(player.takeShown(), ['1/4@0', '1/5@40', '1/6@80', '1/7@120']);
  t.match(player.stats.snapshot(player.nowMs), { underruns: 0, dropped: 0, late: 0 });
});

t.test('a clip that grows as fast as it plays is played without a gap', async (t) => {
  const { player, upload } = playing();
  for (let frame = 5; frame < 100; frame++) {
    player.run(40);
    upload.add(1);
  }
  upload.end();
  player.run(120);
  const shown = player.takeShown();
  t.same(
    shown.slice(0, 90),
    Array.from({ length: 90 }, (_, frame) => `1/${frame}@${frame * 40}`),
  );
});

t.test('when it has ended it goes on like any clip', async (t) => {
  const { player, upload } = playing(['a']);
  player.run(1000);
  player.takeShown();
  upload.add(1);
  upload.end();
  player.run(130);
  t.same(player.takeShown(), ['1/4@0', '1/5@40', '2/0@80', '2/1@120']);
});

t.test('alone it begins again when it has ended', async (t) => {
  const { player, upload } = playing();
  upload.end();
  player.run(290);
  t.same(
    player.takeShown(),
    [0, 1, 2, 3, 4, 0, 1, 2].map((frame, i) => `1/${frame}@${i * 40}`),
  );
});

for (const loop of ['all', 'one'] as const) {
  t.test(`when it is given up the next entry follows and nobody is told (loop ${loop})`, async (t) => {
    const { player, upload } = playing(['a'], loop);
    player.run(1000);
    player.takeShown();
    upload.giveUp();
    player.clips = { a: fakeClip(2, { frames: 10 }) };
    player.run(90);
    t.match(player.takeShown(), ['2/0@0', '2/1@40']);
    t.match(player.stats.snapshot(player.nowMs), { underruns: 0 });
    player.run(1000);
    t.notOk(player.messages.some(({ type }) => type === 'skipped'));
  });
}

t.test('given up and alone, its last picture stands', async (t) => {
  const { player, upload } = playing();
  player.run(1000);
  player.takeShown();
  upload.giveUp();
  player.clips = {};
  player.run(20_000);
  t.same(player.takeShown(), []);
  t.notOk(player.messages.some(({ type }) => type === 'skipped'));
});

t.test('one that is not there yet is passed over and nobody is told', async (t) => {
  const { player } = playing(['a']);
  player.clips = { a: fakeClip(2, { frames: 10 }) };
  player.run(50);
  t.same(player.takeShown(), ['2/0@0', '2/1@40']);
  t.notOk(player.messages.some(({ type }) => type === 'skipped'));
});

t.test('a seek goes no further than what is there', async (t) => {
  const { player } = playing();
  player.run(100);
  player.takeShown();
  player.desk.jump({ type: 'seek', positionMs: 60_000 });
  player.run(1000);
  t.same(player.takeShown(), ['1/3@0']);
  player.desk.jump({ type: 'seek', positionMs: 40 });
  player.run(0);
  t.same(player.takeShown(), ['1/1@0']);
});

for (const [name, key] of Object.entries({ 'the same key': 'upload', 'another key': 'clip' })) {
  t.test(
    `handed over to the finished file under ${name}, the picture goes on as if nothing had happened`,
    async (t) => {
      const { player, upload, hasGrown } = playing();
      player.run(50);
      upload.add(5);
      upload.end();
      hasGrown('whole', { key });
      player.run(600);
      t.same(
        player.takeShown(),
        Array.from({ length: 17 }, (_, i) => `1/${i % 10}@${i * 40}`),
      );
      t.equal(player.desk.keyOf(player.showing.read().entry), key);
      t.match(player.stats.snapshot(player.nowMs), { underruns: 0, dropped: 0, late: 0 });
    },
  );
}

t.test('handed over while it stands at its end, it goes on from there', async (t) => {
  const { player, upload, hasGrown } = playing();
  player.run(1000);
  player.takeShown();
  upload.add(5);
  upload.end();
  hasGrown('whole');
  player.run(100);
  t.same(player.takeShown(), ['1/4@0', '1/5@40', '1/6@80']);
});

t.test('handed over to other frames of it, those follow on what was produced of the former', async (t) => {
  const { player, upload, hasGrown } = playing();
  player.run(90);
  player.takeShown();
  upload.giveUp();
  hasGrown('whole');
  player.run(100);
  // A microsecond or two later: moments of two files may differ by so much.
  t.same(player.takeShown(), ['1/3@0', '1/4@40.002']);
  player.run(150);
  t.same(player.takeShown(), ['1/5@0', '1/6@40', '1/7@80', '1/8@120']);
  t.match(player.stats.snapshot(player.nowMs), { underruns: 0, dropped: 0, late: 0 });
});
