import t from 'tap';
import { fakeClip } from './fake-clip.js';
import { Simulation } from './simulation.js';

const SIGN = new Uint8Array([9, 9, 9, 9, 9, 9, 9, 9]);

t.test('a picture in front is shown at once, and what plays goes on behind it unseen', (t) => {
  const film = fakeClip(1, { frames: 10, frameMs: 100 });
  const player = new Simulation({ A: film });
  player.play(['A']);
  player.run(250);
  player.takeShown();

  player.overlay.show(SIGN);
  player.run(300);
  t.same(player.shown.splice(0).length, 1, 'the picture in front, and nothing else');
  t.same([...player.glass.pixels], [...SIGN]);
  t.equal(player.stats.snapshot(player.nowMs).dropped, 0);
  t.equal(player.stats.snapshot(player.nowMs).late, 0);

  player.overlay.hide();
  player.run(0);
  t.same(player.takeShown(), ['1/5@0'], 'the frame that shows by then');
  player.run(100);
  t.same(player.takeShown(), ['1/6@0'], 'and on it goes');
  t.end();
});

t.test('it is known whether the picture in front is on the glass', (t) => {
  const player = new Simulation({ A: fakeClip(1, { frames: 10, frameMs: 100 }) });
  player.play(['A']);
  player.run(150);
  t.equal(player.overlay.isSeen, false, 'there is none');
  player.overlay.show(SIGN);
  t.equal(player.overlay.isSeen, false, 'not yet');
  player.run(0);
  t.equal(player.overlay.isSeen, true);
  player.overlay.show(SIGN);
  t.equal(player.overlay.isSeen, false, 'the one before is no proof of this one');
  player.run(0);
  player.overlay.hide();
  t.equal(player.overlay.isSeen, false);
  t.end();
});

t.test('when it goes while the picture is paused, or a still stands, the picture is back at once', (t) => {
  const player = new Simulation({ A: fakeClip(1, { frames: 10, frameMs: 100 }) });
  player.play(['A']);
  player.run(150);
  player.control.paused = true;
  player.run(50);
  player.takeShown();
  player.overlay.show(SIGN);
  player.run(5000);
  player.overlay.hide();
  player.run(0);
  t.same(
    player.shown
      .splice(0)
      .map(({ frame }) => frame)
      .at(-1),
    '1/1',
  );
  t.end();
});

t.test('it comes up while nothing plays, while the producer is stuck, and before the first frame', (t) => {
  const player = new Simulation({ A: fakeClip(1, { frames: 3, frameMs: 100 }) });
  player.producing = false;
  player.play(['A']);
  player.run(100);
  player.overlay.show(SIGN);
  player.run(0);
  t.same([...player.glass.pixels], [...SIGN]);

  player.overlay.hide();
  player.run(100);
  t.same([...player.glass.pixels], [...SIGN], 'nothing to show in its place: it stays rather than nothing');
  player.producing = true;
  player.run(0);
  t.equal(player.shown.at(-1)?.frame, '1/0', 'the first frame replaces it');
  t.end();
});

t.test('a consumer that died shows it again', (t) => {
  const player = new Simulation({ A: fakeClip(1, { frames: 10, frameMs: 100 }) });
  player.play(['A']);
  player.run(150);
  player.overlay.show(SIGN);
  player.run(50);
  player.glass.pixels.fill(0);
  player.restartConsumer();
  player.run(100);
  t.same([...player.glass.pixels], [...SIGN]);
  t.end();
});

t.test('another picture in front replaces the first, and what is behind stays what plays', (t) => {
  const player = new Simulation({ A: fakeClip(1, { frames: 10, frameMs: 100 }) });
  player.play(['A']);
  player.run(150);
  player.control.paused = true;
  player.overlay.show(SIGN);
  player.run(10);
  const other = SIGN.map(() => 7);
  player.overlay.show(other);
  player.run(10);
  t.same([...player.glass.pixels], [...other]);
  player.overlay.hide();
  player.run(10);
  t.equal(player.shown.at(-1)?.frame, '1/1');
  t.end();
});

t.test('a picture that makes room goes with the first frame, whole, and is not waited for', (t) => {
  const player = new Simulation({ A: fakeClip(1, { frames: 3, frameMs: 100 }) });
  player.overlay.show(SIGN, { untilFrame: true });
  player.run(10);
  t.same([...player.glass.pixels], [...SIGN]);
  player.play(['A']);
  player.run(150);
  t.same(player.shown.map(({ frame }) => frame).slice(-2), ['1/0', '1/1']);
  t.end();
});
