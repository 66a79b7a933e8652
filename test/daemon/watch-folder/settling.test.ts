import t from 'tap';
import { BackOff } from '../../../daemon/watch-folder/back-off.js';
import { Settling } from '../../../daemon/watch-folder/settling.js';

const file = (bytes: number, modifiedMs = 1) => ({ path: '/in/a.mp4', bytes, modifiedMs });

t.test('a file has settled when it was the same for long enough', (t) => {
  const settling = new Settling(5000);
  t.same(settling.settled([file(10)], 0), []);
  t.same(settling.settled([file(20)], 4000), [], 'it grew');
  t.same(settling.settled([file(20)], 8000), []);
  t.same(settling.settled([file(20)], 9000), [file(20)]);
  t.end();
});

t.test('an empty file, a touched one and one that was away have not', (t) => {
  const settling = new Settling(1000);
  settling.settled([file(0)], 0);
  t.same(settling.settled([file(0)], 5000), []);
  settling.settled([file(5)], 6000);
  t.same(settling.settled([file(5, 2)], 9000), [], 'its time changed');
  settling.settled([], 10_000);
  t.same(settling.settled([file(5, 2)], 11_000), [], 'it came back just now');
  t.end();
});

t.test('what failed is tried again later and later, for an hour at most, and at once when it was put back', (t) => {
  const backOff = new BackOff();
  t.ok(backOff.isDue(file(1), 0));
  backOff.failed(file(1), 0);
  t.notOk(backOff.isDue(file(1), 59_999));
  t.ok(backOff.isDue(file(1), 60_000));
  backOff.failed(file(1), 60_000);
  t.notOk(backOff.isDue(file(1), 60_000 + 119_999));
  for (let i = 0; i < 10; i++) backOff.failed(file(1), 0);
  t.ok(backOff.isDue(file(1), 3_600_000));
  backOff.keepOnly([]);
  t.ok(backOff.isDue(file(1), 0));
  t.end();
});
