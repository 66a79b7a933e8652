import t from 'tap';
import { TokenBucket } from '../../../daemon/control/token-bucket.js';
import { ManualTimers } from './manual-timers.js';

t.test('a budget can be had at once, and comes back with time', (t) => {
  const clock = new ManualTimers();
  const bucket = new TokenBucket({ burst: 10, perSecond: 2, clock });
  t.equal(bucket.take(8), true);
  t.equal(bucket.take(3), false);
  t.equal(bucket.take(2), true, 'a refusal takes nothing');
  clock.advance(1500);
  t.equal(bucket.take(4), false);
  t.equal(bucket.take(3), true);
  clock.advance(4999);
  t.equal(bucket.isFull, false);
  clock.advance(60_000);
  t.equal(bucket.isFull, true);
  t.equal(bucket.take(11), false, 'but never more than fits');
  t.end();
});
