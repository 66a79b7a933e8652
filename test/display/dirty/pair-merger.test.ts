import t from 'tap';
import { PairMerger } from '../../../display/dirty/pair-merger.js';
import { RectangleList } from '../../../display/dirty/rectangle-list.js';

t.test('rectangles are merged while that saves, and on to the most that are allowed', async (t) => {
  const list = new RectangleList(8);
  const merger = new PairMerger({ rectanglePx: 10, capacity: 8 });
  list.push(0, 0, 4, 4);
  list.push(100, 0, 104, 4);
  list.push(5, 0, 9, 4);
  list.push(0, 1, 3, 2);
  merger.merge(list, 8);
  t.equal(list.count, 2, 'near ones and one inside another');
  merger.merge(list, 1);
  t.equal(list.count, 1);
  t.same([list.x[0], list.y[0], list.endX[0], list.endY[0]], [0, 0, 104, 4]);
});
