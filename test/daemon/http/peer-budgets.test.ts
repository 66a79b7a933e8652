import t from 'tap';
import { PeerBudgets } from '../../../daemon/http/peer-budgets.js';
import { ManualTimers } from '../control/manual-timers.js';

t.test('each address has its own budget, and a unix socket needs none', (t) => {
  const clock = new ManualTimers();
  const budgets = new PeerBudgets({ burst: 2, perSecond: 1, clock });
  const taken = (address: string | undefined, times: number) =>
    Array.from({ length: times }, () => budgets.take(address));
  t.same(taken('192.0.2.1', 3), [true, true, false]);
  t.same(taken('::ffff:192.0.2.1', 1), [false]);
  t.same(taken('192.0.2.2', 3), [true, true, false]);
  t.same(taken(undefined, 9), Array(9).fill(true));
  clock.advance(1000);
  t.same(taken('192.0.2.1', 2), [true, false]);
  t.end();
});

t.test('strangers without number do not make one forget who has just taken all', (t) => {
  const clock = new ManualTimers();
  const budgets = new PeerBudgets({ burst: 1, perSecond: 1, clock });
  for (let host = 0; host < 1500; host++) budgets.take(`10.0.${host >> 8}.${host & 255}`);
  t.equal(budgets.take('10.0.0.0'), false);
  clock.advance(1000);
  t.equal(budgets.take('10.0.0.0'), true);
  t.end();
});
