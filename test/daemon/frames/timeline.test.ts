import fc from 'fast-check';
import t from 'tap';
import { Timeline } from '../../../daemon/frames/timeline.js';

t.test('a constant rate keeps its time over hours', (t) => {
  const fps = 30000 / 1001;
  const timeline = new Timeline(200_000, fps);
  t.equal(timeline.totalMs, (200_000 * 1000) / fps);
  for (const index of [0, 1, 29, 30, 9999, 123_456, 199_999]) {
    t.equal(timeline.frameAt(timeline.startMs(index)), index);
    t.equal(timeline.frameAt(timeline.startMs(index) + timeline.durationMs(index) / 2), index);
  }
  t.end();
});

t.test('before the clip is its first frame, after it its last', (t) => {
  for (const timeline of [new Timeline(3, 25), new Timeline(3, 25, Float64Array.of(1, 2, 3))]) {
    for (const ms of [-1, 0, Number.NaN, Number.NEGATIVE_INFINITY]) t.equal(timeline.frameAt(ms), 0);
    for (const ms of [timeline.totalMs, 1e9, Number.POSITIVE_INFINITY]) t.equal(timeline.frameAt(ms), 2);
  }
  t.end();
});

t.test('a still has no end', (t) => {
  const still = new Timeline(1, 0);
  t.same([still.totalMs, still.durationMs(0), still.startMs(0), still.frameAt(5)], [0, 0, 0, 0]);
  t.end();
});

t.test('durations of 0.1 ms add up exactly', (t) => {
  t.equal(new Timeline(1000, 25, new Float64Array(1000).fill(0.1)).totalMs, 100);
  t.end();
});

t.test('every moment belongs to the frame whose start is the last before it', (t) => {
  const rate = fc.double({ min: 0.01, max: 1000, noNaN: true }).map((fps) => ({ fps, durations: undefined }));
  const varying = fc
    .array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 50, maxLength: 50 })
    .map((us) => ({ fps: 25, durations: Float64Array.from(us, (value) => value / 1000) }));
  const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.oneof(rate, varying), share, fc.nat(49), ({ fps, durations }, part, index) => {
      const timeline = new Timeline(50, fps, durations);
      const ms = part * timeline.totalMs;
      const at = timeline.frameAt(ms);
      const startsHere = timeline.frameAt(timeline.startMs(index)) === index;
      return startsHere && timeline.startMs(at) <= ms && (at === 49 || ms < timeline.startMs(at + 1));
    }),
  );
  t.end();
});
