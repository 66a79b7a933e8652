import t from 'tap';
import { findClipEnd } from '../../../daemon/convert/clip-end.js';
import { RateGrid } from '../../../daemon/convert/rate.js';

const fine = { content: true, reason: undefined, killedBy: undefined };
const facts = { timing: { kind: 'video', frames: undefined, durationMs: 5000, rate: 25, tickUs: 1 } } as const;
const grid = new RateGrid(25, 1);

t.test('even frames are equally long', (t) => {
  const rendition = { lastStartMs: 4960, lastDurationMs: 40, isEven: true };
  t.same(findClipEnd(rendition, { grid, expectedMs: 5130 }, facts, fine, undefined), { endMs: 5000, cutOff: false });
  t.end();
});

t.test('an uneven clip ends where the file says', (t) => {
  const rendition = { lastStartMs: 2000, lastDurationMs: 700, isEven: false };
  t.same(findClipEnd(rendition, { grid, expectedMs: 5000 }, facts, fine, undefined), { endMs: 5000, cutOff: false });
  t.same(findClipEnd(rendition, { grid: undefined, expectedMs: undefined }, facts, fine, 300), {
    endMs: 2300,
    cutOff: false,
  });
  t.same(findClipEnd(rendition, { grid: undefined, expectedMs: undefined }, facts, fine, undefined).endMs, 2700);
  t.end();
});

t.test('a file that is cut off does not hold its last frame', (t) => {
  const broken = { ...fine, content: false, reason: 'partial file' };
  const uneven = { lastStartMs: 2010, lastDurationMs: 700, isEven: false };
  t.same(findClipEnd(uneven, { grid: undefined, expectedMs: 5000 }, facts, broken, undefined), {
    endMs: 2710,
    cutOff: true,
  });
  const even = { lastStartMs: 2000, lastDurationMs: 40, isEven: true };
  t.same(findClipEnd(even, { grid, expectedMs: 5000 }, facts, fine, undefined), { endMs: 2040, cutOff: true });
  t.end();
});
