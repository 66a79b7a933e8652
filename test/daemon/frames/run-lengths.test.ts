import t from 'tap';
import { LENGTH_EXTRA, LENGTH_EXTRA_BITS, LENGTH_SYMBOL } from '../../../daemon/frames/run-lengths.js';

t.test('lengths are written as the table of RFC 1951, 3.2.5 has them', (t) => {
  const row = (length: number) => [LENGTH_SYMBOL[length], LENGTH_EXTRA_BITS[length], LENGTH_EXTRA[length]];
  t.same(row(3), [257, 0, 0]);
  t.same(row(10), [264, 0, 0]);
  t.same(row(12), [265, 1, 1]);
  t.same(row(16), [267, 1, 1]);
  t.same(row(66), [276, 3, 7]);
  t.same(row(67), [277, 4, 0]);
  t.same(row(131), [281, 5, 0]);
  t.same(row(257), [284, 5, 30]);
  t.same(row(258), [285, 0, 0]);
  t.end();
});
