import fc from 'fast-check';
import t from 'tap';
import { claimedRate, evenlyCapped, parseRatio, RateGrid } from '../../../daemon/convert/rate.js';

t.test('a rate that a container made inexact is the standard one it was meant to be', (t) => {
  t.equal(claimedRate(30000 / 1001, 29.97), 30000 / 1001);
  t.equal(claimedRate(24000 / 1001, 23.976), 24000 / 1001);
  t.equal(claimedRate(90000, 25), 25, 'a nominal rate that is none');
  t.equal(claimedRate(50, 25), 25, 'fields are not frames');
  t.equal(claimedRate(undefined, 17.3), 17.3);
  t.equal(claimedRate(undefined, undefined), undefined);
  t.end();
});

t.test('a cap keeps the cadence even', (t) => {
  for (const [rate, most, kept] of [
    [60, 30, 30],
    [50, 30, 25],
    [60000 / 1001, 30, 30000 / 1001],
    [120, 30, 30],
    [25, 30, 25],
    [30, 30, 30],
    [48, 30, 24],
  ] as const) {
    t.equal(evenlyCapped(rate, most), kept, `${rate} at most ${most}`);
  }
  t.end();
});

t.test('stamps that were rounded to milliseconds are on the grid, others are not', (t) => {
  const grid = new RateGrid(30000 / 1001, 1000);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      (frame) => grid.position(Math.round((frame * 1001) / 30)) === frame,
    ),
  );
  t.equal(grid.position(50), undefined);
  t.equal(new RateGrid(25, 1).position(41), undefined, 'a fine clock is not excused');
  t.end();
});

t.test('ratios are read, and what is none is not', (t) => {
  t.equal(parseRatio('30000/1001'), 30000 / 1001);
  t.equal(parseRatio('4:3', ':'), 4 / 3);
  for (const none of ['0/0', '0/1', '1/0', 'x', '', undefined]) t.equal(parseRatio(none), undefined);
  t.end();
});
