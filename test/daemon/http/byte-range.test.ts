import t from 'tap';
import { parseRange } from '../../../daemon/http/byte-range.js';

t.test('a range is read as [start, end)', (t) => {
  t.same(parseRange('bytes=0-9', 100), { start: 0, end: 10 });
  t.same(parseRange('bytes=90-', 100), { start: 90, end: 100 });
  t.same(parseRange('bytes=-10', 100), { start: 90, end: 100 });
  t.same(parseRange('bytes=0-1000', 100), { start: 0, end: 100 }, 'cut at the end');
  t.same(parseRange('bytes=-1000', 100), { start: 0, end: 100 });
  t.end();
});

t.test('a range outside of the file cannot be satisfied', (t) => {
  t.equal(parseRange('bytes=100-', 100), 'unsatisfiable');
  t.equal(parseRange('bytes=-0', 100), 'unsatisfiable');
  t.equal(parseRange('bytes=0-0', 0), 'unsatisfiable');
  t.end();
});

t.test('what is no single range is passed over', (t) => {
  for (const header of [undefined, '', 'bytes=', 'bytes=-', 'bytes=9-0', 'bytes=0-1,5-6', 'lines=0-1', 'bytes=a-b']) {
    t.equal(parseRange(header, 100), undefined, String(header));
  }
  t.end();
});
