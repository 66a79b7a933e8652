import t from 'tap';
import { importPageModule } from '../page-module.js';

const { SendRate } =
  await importPageModule<typeof import('../../../web-ui/src/sending/send-rate.js')>('sending/send-rate.ts');

t.test('what is left takes as long as what went lately', (t) => {
  const rate = new SendRate();
  t.equal(rate.etaMs(1000), undefined);
  rate.add(0, 0);
  rate.add(100, 100);
  t.equal(rate.etaMs(1000), undefined, 'a tenth of a second says little');
  rate.add(1000, 1000);
  t.equal(rate.etaMs(4000), 4000);
  t.end();
});

t.test('a line that became slower is believed after some seconds', (t) => {
  const rate = new SendRate();
  for (let second = 0; second <= 10; second++) rate.add(second * 1_000_000, second * 1000);
  for (let second = 1; second <= 20; second++) rate.add(10_000_000 + second * 1000, 10_000 + second * 1000);
  const eta = rate.etaMs(10_000);
  t.ok(eta !== undefined && Math.abs(eta - 10_000) < 100, `${eta}`);
  t.end();
});

t.test('a break and what it took back count for nothing', (t) => {
  const rate = new SendRate();
  rate.add(0, 0);
  rate.add(5000, 1000);
  rate.add(4000, 60_000);
  t.equal(rate.etaMs(1000), undefined);
  rate.add(5000, 61_000);
  t.equal(rate.etaMs(1000), 1000);
  rate.clear();
  t.equal(rate.etaMs(1000), undefined);
  t.end();
});

t.test('a line that stands still has no end to tell', (t) => {
  const rate = new SendRate();
  rate.add(10, 0);
  rate.add(10, 5000);
  t.equal(rate.etaMs(1000), undefined);
  t.end();
});
