import t from 'tap';
import { fakeClip } from './fake-clip.js';
import { Simulation } from './simulation.js';

const CLIPS = {
  a: fakeClip(1, { frames: 10 }),
  b: fakeClip(2, { frames: 10 }),
  c: fakeClip(3, { frames: 10 }),
  photo: fakeClip(6, {}),
  slide: fakeClip(7, {}),
};

function frames(player: Simulation): string[] {
  return player.takeShown().map((shown) => shown.split('@')[0] ?? '');
}

t.test('what shows goes on without a glitch when entries come and go around it', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['a', 'b']);
  player.run(330);
  player.play(['c', 'a']);
  player.run(400);
  t.same(player.takeShown().slice(8, 13), ['1/8@320', '1/9@360', '3/0@400', '3/1@440', '3/2@480']);
  t.match(player.stats.snapshot(player.nowMs), { late: 0, dropped: 0, underruns: 0 });
});

t.test('what was produced ahead of a still is thrown away when the program changes', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['photo', 'a', 'b'], { stillMs: 1000 });
  player.run(500);
  player.play(['photo', 'c'], { stillMs: 1000 });
  player.run(540);
  t.same(player.takeShown(), ['6/0@0', '3/0@1000', '3/1@1040']);
});

t.test('when the entry that shows is removed, the one after it follows at once', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['photo', 'slide', 'c']);
  player.run(500);
  frames(player);
  player.play(['slide', 'c']);
  player.run(0);
  t.same(frames(player), ['7/0']);
});

t.test('when the removed one was the last, the first follows', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['a', 'photo'], { at: { key: 'photo' } });
  player.run(500);
  frames(player);
  player.play(['a', 'b']);
  player.run(0);
  t.same(frames(player), ['1/0']);
});

t.test('paused, what left the program gives its place up as well', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['a', 'c']);
  player.run(100);
  player.control.paused = true;
  player.run(0);
  frames(player);
  player.play(['b', 'c']);
  player.run(10_000);
  t.equal(frames(player).length, 1, 'and the pause goes on');
  t.equal(player.desk.keyOf(player.showing.read().entry), 'c', 'with what followed');
  player.play(['b']);
  player.run(0);
  t.same(frames(player), ['2/0']);
});

t.test('a new time for stills counts for the one that shows', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['photo', 'a'], { stillMs: 3_600_000 });
  player.run(500);
  player.play(['photo', 'a'], { stillMs: 2000 });
  player.run(1500);
  t.same(player.takeShown(), ['6/0@0', '6/0@500', '1/0@2000']);
});

t.test('when the clip that shows gets other frames, they follow on those that were produced', async (t) => {
  const player = new Simulation({ a: fakeClip(1, { frames: 30 }), otherA: fakeClip(9, { frames: 30 }) });
  player.play(['a']);
  player.run(50);
  const entries = [{ key: 'a', name: 'a', path: 'otherA' }];
  player.desk.setProgram({ entries, loop: 'all', shuffle: false, stillMs: 1000 });
  player.run(500);
  const shown = player.takeShown();
  const inTime = Array.from({ length: 14 }, (_, i) => `/${i}@${i * 40}`);
  t.same(
    // To the microsecond or two that moments of two files may differ by.
    shown.map((frame) => frame.slice(1).replace(/\.00\d$/, '')),
    inTime,
  );
  const first = shown.findIndex((frame) => frame.startsWith('9'));
  t.equal(first, 10, 'two were shown, and eight were in the ring');
  t.match(player.stats.snapshot(player.nowMs), { late: 0, dropped: 0, underruns: 0 });
});

t.test('a photo that gets another picture shows it at once', async (t) => {
  const player = new Simulation({ ...CLIPS, otherPhoto: fakeClip(9, {}) });
  player.play(['photo', 'a']);
  player.run(50);
  frames(player);
  const entries = [{ key: 'photo', name: 'photo', path: 'otherPhoto' }];
  player.desk.setProgram({ entries, loop: 'all', shuffle: false, stillMs: 1000 });
  player.run(0);
  t.same(frames(player), ['9/0']);
});

t.test('a change while a jump is under way does not lose the jump', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['a', 'b']);
  player.run(100);
  frames(player);
  player.desk.jump({ type: 'step', by: 1 });
  player.play(['c', 'b', 'a']);
  player.run(0);
  t.same(frames(player), ['2/0']);
  player.play(['a', 'b', 'c']);
  player.desk.jump({ type: 'step', by: 1 });
  player.run(0);
  t.same(frames(player), ['3/0'], 'and a jump after a change knows the new program');
});

t.test('an empty program leaves the picture as it is, without underruns', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['photo', 'a']);
  player.run(100);
  player.play([]);
  player.desk.jump({ type: 'step', by: 1 });
  player.run(10_000);
  t.same(frames(player), ['6/0']);
  t.equal(player.stats.snapshot(player.nowMs).underruns, 0);
  player.play(['b']);
  player.run(0);
  t.same(frames(player), ['2/0']);
});

t.test('switching shuffle on or off does not touch what shows', async (t) => {
  const player = new Simulation(CLIPS);
  player.play(['a', 'b', 'c']);
  player.run(420);
  player.play(['a', 'b', 'c'], { shuffle: true });
  player.run(100);
  player.play(['a', 'b', 'c']);
  player.run(300);
  const second = Array.from({ length: 10 }, (_, index) => `2/${index}`);
  t.same(frames(player).slice(9), ['1/9', ...second, '3/0']);
});
