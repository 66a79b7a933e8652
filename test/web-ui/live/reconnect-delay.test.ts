import t from 'tap';
import { importPageModule } from '../page-module.js';

const { reconnectDelayMs } =
  await importPageModule<typeof import('../../../web-ui/src/live/reconnect-delay.js')>('live/reconnect-delay.ts');

t.test('the delay doubles up to a bound and differs between browsers', (t) => {
  t.same(
    [0, 1, 2, 3].map((attempt) => reconnectDelayMs(attempt, 1)),
    [500, 1000, 2000, 4000],
  );
  t.equal(reconnectDelayMs(2, 0), 1000);
  t.equal(reconnectDelayMs(1000, 1), 15_000);
  t.end();
});
