import t from 'tap';
import { type Progress, ProgressMeter } from '../../../daemon/convert/progress.js';

t.test('reports come at most ten times a second, with what is left at the pace so far', (t) => {
  let nowMs = 0;
  const seen: Progress[] = [];
  const meter = new ProgressMeter({ monotonicMs: () => nowMs, wallMs: () => 0 }, (progress) => seen.push(progress));
  for (let frame = 1; frame <= 100; frame++) {
    nowMs = frame * 10;
    meter.frame(frame, frame / 200);
  }
  t.equal(seen.length, 10);
  t.same(seen[0], { frames: 1, percent: 0.5 }, 'no guess at the beginning');
  t.match(seen.at(-1), { frames: 91, percent: 45.5 });
  t.equal(Math.round(seen.at(-1)?.etaMs ?? 0), Math.round((910 * (1 - 0.455)) / 0.455));
  meter.done(200);
  t.same(seen.at(-1), { frames: 200, percent: 100, etaMs: 0 });
  t.end();
});

t.test('a clip of unknown length has frames only', (t) => {
  const seen: Progress[] = [];
  new ProgressMeter({ monotonicMs: () => 0, wallMs: () => 0 }, (progress) => seen.push(progress)).frame(7, undefined);
  t.same(seen, [{ frames: 7 }]);
  t.end();
});
