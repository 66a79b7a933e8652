import t from 'tap';
import { ili9488 } from '../../../display/controllers/ili9488.js';
import { st7789 } from '../../../display/controllers/st7789.js';
import { measureCost, solveCost } from '../../../display/dirty/calibration.js';
import type { TransferCost } from '../../../display/dirty/transfer-cost.js';
import { EmulatedGlass } from '../emulated-glass.js';
import { panelOf } from '../panel-of.js';

for (const [mhz, rectangleUs] of [
  [40, 100],
  [62.5, 20],
  [10, 400],
] as const) {
  for (const controller of [st7789, ili9488]) {
    t.test(
      `on a bus of ${mhz} MHz and ${rectangleUs} us, calibration finds them through ${controller.name}`,
      async (t) => {
        const glass = new EmulatedGlass(panelOf(controller), controller, {
          clockHz: mhz * 1e6,
          transferUs: rectangleUs / 6,
          maxTransferBytes: 65_536,
        });
        glass.display.open();
        const cost = requireCost(glass);
        t.ok(isNear(cost.mhz, mhz, 0.01), `${cost.mhz} MHz`);
        t.ok(isNear(cost.rectangleUs, rectangleUs, 0.03), `${cost.rectangleUs} us`);
      },
    );
  }
}

t.test('gaps between the parts of a long transfer make the clock slower than it is', async (t) => {
  const glass = new EmulatedGlass(panelOf(st7789), st7789, { clockHz: 62_500_000, maxTransferBytes: 4096 });
  glass.display.open();
  // 4096 bytes take 524.3 us at 62.5 MHz, and 16.7 us to begin: 60.6 MHz.
  t.ok(isNear(requireCost(glass).mhz, 60.57, 0.005), `${requireCost(glass).mhz} MHz`);
});

t.test('what is known need not be measured, and opening is as much quicker', async (t) => {
  const known = new EmulatedGlass(panelOf(st7789), st7789, { cost: { mhz: 33, rectangleUs: 77 } });
  const measured = new EmulatedGlass(panelOf(st7789), st7789);
  known.display.open();
  measured.display.open();
  t.same(known.display.cost, { mhz: 33, rectangleUs: 77, bytesPerPixel: 2, wholeWindow: false });
  // Three frames of 30.7 ms, at 40 MHz.
  t.ok(measured.clock.nowMs - known.clock.nowMs > 90);
});

t.test('a bus that takes no time at all is taken for the clock that was asked for', async (t) => {
  const cost = solveCost({ full: { bytes: 153_611, us: 0 }, small: { bytes: 13, us: 0 } }, 40e6);
  t.same(cost, { mhz: 40, rectangleUs: 2 });
});

t.test('a bus that says it is faster than it was asked to be is not believed', async (t) => {
  t.equal(solveCost({ full: { bytes: 153_611, us: 1000 }, small: { bytes: 13, us: 50 } }, 40e6).mhz, 40);
});

t.test('a bus that stands still gets bounds', async (t) => {
  t.same(solveCost({ full: { bytes: 153_611, us: 1e9 }, small: { bytes: 13, us: 1e6 } }, 40e6), {
    mhz: 2,
    rectangleUs: 5000,
  });
});

t.test('writes that something held up do not count', async (t) => {
  let nowMs = 0;
  let writes = 0;
  const cost = measureCost({
    geometry: { width: 100, height: 100 },
    clockHz: 40e6,
    clock: { monotonicMs: () => nowMs },
    write: ({ x, endX, y, endY }) => {
      const bytes = (endX - x) * (endY - y) * 2 + 11;
      nowMs += 0.1 + (bytes * 8) / 40e3 + (writes++ % 3 === 1 ? 25 : 0);
      return bytes;
    },
  });
  t.ok(isNear(cost.mhz, 40, 0.01) && isNear(cost.rectangleUs, 100, 0.01), JSON.stringify(cost));
});

function isNear(value: number, expected: number, share: number): boolean {
  return Math.abs(value - expected) <= expected * share;
}

function requireCost({ display }: EmulatedGlass): TransferCost {
  if (display.cost === undefined) throw new Error('the display has measured nothing');
  return display.cost;
}
