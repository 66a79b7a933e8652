import t from 'tap';
import { modelBytes, modelUs } from '../../../display/dirty/model-us.js';
import type { TransferCost } from '../../../display/dirty/transfer-cost.js';

const COST: TransferCost = { mhz: 40, rectangleUs: 100, bytesPerPixel: 2, wholeWindow: false };
const QVGA = { width: 320, height: 240 };

t.test('the full frame is its pixels, one window and one overhead', async (t) => {
  t.equal(modelUs(undefined, COST, QVGA), 100 + (153_611 * 8) / 40);
  t.equal(modelUs([], COST, QVGA), 0);
});

t.test('an axis of the window that stays as it was is not sent again', async (t) => {
  const first = { x: 0, y: 0, endX: 10, endY: 10 };
  const below = { ...first, y: 20, endY: 25 };
  const beside = { ...below, x: 50, endX: 52 };
  t.equal(modelBytes([first], COST), 11 + 200);
  t.equal(modelBytes([first, below], COST), 11 + 200 + 6 + 100);
  t.equal(modelBytes([first, below, beside], COST), 11 + 200 + 6 + 100 + 6 + 20);
  t.equal(modelBytes([below, below], COST), 11 + 100 + 1 + 100);
  t.equal(modelBytes([first, below], { ...COST, wholeWindow: true, bytesPerPixel: 3 }), 22 + 450);
});
