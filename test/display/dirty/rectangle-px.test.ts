import t from 'tap';
import { rectanglePx } from '../../../display/dirty/rectangle-px.js';

const COST = { mhz: 40, rectangleUs: 100, bytesPerPixel: 2, wholeWindow: false } as const;

t.test('a rectangle is worth as many pixels as go over the bus in its time', async (t) => {
  t.equal(rectanglePx(COST), 255.5);
  t.equal(rectanglePx({ ...COST, mhz: 62.5, rectangleUs: 20 }), 83.625);
});

t.test('a cost that is none is refused, with what was given', async (t) => {
  for (const wrong of [
    { mhz: 0 },
    { mhz: Number.NaN },
    { rectangleUs: -1 },
    { rectangleUs: Number.POSITIVE_INFINITY },
  ]) {
    t.throws(() => rectanglePx({ ...COST, ...wrong }), { name: 'RangeError', message: /are accepted/ });
  }
});
