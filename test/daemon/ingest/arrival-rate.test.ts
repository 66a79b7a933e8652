import t from 'tap';
import { ArrivalRate } from '../../../daemon/ingest/arrival-rate.js';

t.test('what is left is told from what came here, and not from what was there before', (t) => {
  const clock = { nowMs: 5000, monotonicMs: () => clock.nowMs, wallMs: () => 0 };
  const rate = new ArrivalRate(clock, 900);
  t.equal(rate.etaMs(900, 2000), undefined, 'nothing came yet');
  clock.nowMs += 60_000;
  t.equal(rate.etaMs(900, 2000), undefined, 'nor now, and that minute is not counted');
  clock.nowMs += 1000;
  t.equal(rate.etaMs(1000, 2000), 10_000, '100 bytes a second');
  t.equal(rate.etaMs(1000, undefined), undefined);
  clock.nowMs += 9000;
  t.equal(rate.etaMs(2000, 2000), 0);
  t.end();
});
