import fc from 'fast-check';
import t from 'tap';
import { scheduleFrames } from '../../../daemon/convert/frame-schedule.js';
import { pictureTimes } from '../../../daemon/convert/picture-times.js';

const starts = [0, 100, 250, 300, 800];

t.test('pictures keep their times, and a part of them begins with the one that is up', (t) => {
  t.same(scheduleFrames(starts, 1000, { maxFps: 30 }, undefined), {
    indexes: [0, 1, 2, 3, 4],
    startsMs: starts,
    endMs: 1000,
  });
  t.same(scheduleFrames(starts, 1000, { maxFps: 30, startMs: 260, lengthMs: 300 }, undefined), {
    indexes: [2, 3],
    startsMs: [0, 40],
    endMs: 300,
  });
  t.same(scheduleFrames(starts, 1000, { maxFps: 30, startMs: 1000 }, undefined).indexes, []);
  t.end();
});

t.test('a GIF of 33 frames a second is not halved by a cap of 30', (t) => {
  const times = pictureTimes([30, 30, 40, 30, 30, 40]);
  t.equal(scheduleFrames(times.startsMs, times.endMs, { maxFps: 30 }, undefined).indexes.length, 6);
  const fast = pictureTimes(new Array(10).fill(20));
  t.same(scheduleFrames(fast.startsMs, fast.endMs, { maxFps: 30 }, undefined).indexes, [0, 2, 4, 6, 8]);
  t.end();
});

t.test('a forced rate repeats and drops', (t) => {
  const { indexes, startsMs, endMs } = scheduleFrames(starts, 1000, { maxFps: 30 }, 10);
  t.same(indexes, [0, 1, 1, 3, 3, 3, 3, 3, 4, 4]);
  t.same(startsMs, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
  t.equal(endMs, 1000);
  t.end();
});

t.test('whatever the times, the schedule rises and stays within the clip', (t) => {
  const durations = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 30 });
  const rates = fc.option(fc.double({ min: 1, max: 60, noNaN: true }), { nil: undefined });
  fc.assert(
    fc.property(durations, fc.nat(5000), fc.integer({ min: 1, max: 9000 }), rates, (list, startMs, lengthMs, rate) => {
      const times = pictureTimes(list);
      const { indexes, startsMs } = scheduleFrames(
        times.startsMs,
        times.endMs,
        { maxFps: 30, startMs, lengthMs },
        rate,
      );
      const rising = startsMs.every((ms, i) => i === 0 || ms > (startsMs[i - 1] ?? 0));
      const ordered = indexes.every((index, i) => index < list.length && index >= (indexes[i - 1] ?? 0));
      return rising && ordered && indexes.length > 0 === startMs < times.endMs && (startsMs[0] ?? 0) === 0;
    }),
  );
  t.end();
});

t.test('delays nobody can have meant count as browsers count them', (t) => {
  t.same(pictureTimes([0, 10, 20]), { startsMs: [0, 100, 200], endMs: 220, rate: undefined });
  t.same(pictureTimes([40, 40]), { startsMs: [0, 40], endMs: 80, rate: 25 });
  t.end();
});
