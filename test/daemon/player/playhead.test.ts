import fc from 'fast-check';
import t from 'tap';
import { Playhead } from '../../../daemon/player/playhead.js';
import { fakeClip } from './fake-clip.js';

/** [frame, start, duration] of every frame of the rest of the visit. */
function rest(playhead: Playhead): number[][] {
  const frames = [];
  for (; !playhead.done; playhead.advance()) frames.push([playhead.frame, playhead.startMs, playhead.durationMs]);
  return frames;
}

t.test('a clip plays once where nothing else is said', async (t) => {
  const expected = [
    [0, 0, 40],
    [1, 40, 40],
  ];
  t.same(rest(new Playhead(fakeClip(1, { frames: 2 }), { stillMs: 1 })), expected);
});

t.test('a still is one frame as long as it stands', async (t) => {
  t.same(rest(new Playhead(fakeClip(1, {}), { stillMs: 10_000 })), [[0, 0, 10_000]]);
  t.same(rest(new Playhead(fakeClip(1, {}), { stillMs: 10_000, durationMs: 3000 })), [[0, 0, 3000]]);
});

t.test('a seek into a frame leaves the rest of it', async (t) => {
  const playhead = new Playhead(fakeClip(1, { frames: 3 }), { stillMs: 1, loops: 2 });
  playhead.seek(170);
  t.equal(playhead.passStartMs, 120);
  t.same(rest(playhead).slice(0, 2), [
    [1, 170, 30],
    [2, 200, 40],
  ]);
});

t.test('a visit is filled to its end without a gap or an overlap', async () => {
  const clip = fc.record({
    frames: fc.integer({ min: 1, max: 9 }),
    frameMs: fc.double({ min: 1, max: 99, noNaN: true }),
  });
  const timing = fc.record({
    durationMs: fc.option(fc.double({ min: 1, max: 2000, noNaN: true }), { nil: undefined }),
    loops: fc.integer({ min: 1, max: 20 }),
    stillMs: fc.integer({ min: 1, max: 5000 }),
  });
  fc.assert(
    fc.property(clip, timing, (clip, timing) => {
      const playhead = new Playhead(fakeClip(1, clip), timing);
      const frames = rest(playhead);
      const [, lastMs = 0, lastDurationMs = 0] = frames.at(-1) ?? [];
      const gapless = frames.every(([, startMs = 0, durationMs = 0], index) => {
        const [, nextMs = playhead.visitMs] = frames[index + 1] ?? [];
        return durationMs > 0 && Math.abs(startMs + durationMs - nextMs) < 1e-6;
      });
      return gapless && Math.abs(lastMs + lastDurationMs - playhead.visitMs) < 1e-6;
    }),
  );
});
