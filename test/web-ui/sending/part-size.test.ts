import t from 'tap';
import { importPageModule } from '../page-module.js';

const { FIRST_PART_BYTES, nextPartBytes } =
  await importPageModule<typeof import('../../../web-ui/src/sending/part-size.js')>('sending/part-size.ts');

/** What Node's HTTP server gives a request by default. */
const REQUEST_TIMEOUT_S = 300;

t.test('a part takes ten seconds at the speed of the one before', (t) => {
  t.equal(nextPartBytes(1_000_000, 1000), 10_000_000);
  t.equal(nextPartBytes(1_000_000, 20_000), 500_000);
  t.end();
});

t.test('parts are neither tiny nor so large that a request runs out of time', (t) => {
  t.equal(nextPartBytes(1000, 100_000), 256 * 1024);
  t.equal(nextPartBytes(1_000_000, 0), 16 * 1024 * 1024);
  t.ok(FIRST_PART_BYTES / REQUEST_TIMEOUT_S < 3600, 'the first is in time at 3.6 KB/s');
  t.ok(nextPartBytes(1e9, 1) / REQUEST_TIMEOUT_S < 56_000, 'the largest at 56 KB/s');
  t.end();
});
