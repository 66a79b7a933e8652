import t from 'tap';
import { rowRuns } from '../../../display/framebuffer/row-runs.js';

const rows = (y: number, endY: number) => ({ x: 0, y, endX: 1, endY });

t.test('runs that touch or overlap are one, in any order', (t) => {
  t.same(rowRuns([rows(8, 9), rows(0, 3), rows(2, 5), rows(5, 6)], 0), [
    { row: 0, endRow: 6 },
    { row: 8, endRow: 9 },
  ]);
  t.end();
});

t.test('a gap is sent along up to the limit, and not beyond', (t) => {
  t.equal(rowRuns([rows(0, 1), rows(4, 5)], 3).length, 1);
  t.equal(rowRuns([rows(0, 1), rows(5, 6)], 3).length, 2);
  t.end();
});

t.test('no damage, or damage without an area, is nothing to send', (t) => {
  t.same(rowRuns([], 3), []);
  t.same(rowRuns([rows(4, 4)], 3), []);
  t.end();
});
