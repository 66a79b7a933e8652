import { mock } from 'node:test';
import t from 'tap';
import { AttemptLimits, limitKey, TooManyAttempts } from '../../../daemon/access/attempt-limits.js';

// The package counts by Date.now() and setTimeout(), which cannot be passed to it.
t.beforeEach(() => mock.timers.enable({ apis: ['Date', 'setTimeout'] }));
t.afterEach(() => mock.timers.reset());

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;

/** Seconds to wait, or 0 where the try may be made. */
async function attempt(limits: AttemptLimits, address: string): Promise<number> {
  try {
    await limits.begin(address);
    return 0;
  } catch (error) {
    if (error instanceof TooManyAttempts) return error.retryAfterSeconds;
    throw error;
  }
}

t.test('ten tries are free, then each next one costs twice as long as the one before, up to an hour', async (t) => {
  const limits = new AttemptLimits();
  for (let tries = 0; tries < 10; tries++) t.equal(await attempt(limits, '10.0.0.1'), 0);
  const waits: number[] = [];
  for (let tries = 0; tries < 8; tries++) {
    const wait = await attempt(limits, '10.0.0.1');
    waits.push(wait);
    mock.timers.tick(wait * SECOND_MS - 1);
    t.equal(await attempt(limits, '10.0.0.1'), 1, 'not a moment before');
    mock.timers.tick(1);
    t.equal(await attempt(limits, '10.0.0.1'), 0);
  }
  t.same(waits, [60, 120, 240, 480, 960, 1920, 3600, 3600]);
});

t.test('all addresses together have sixty an hour', async (t) => {
  const limits = new AttemptLimits();
  for (let host = 0; host < 60; host++) t.equal(await attempt(limits, `10.0.0.${host}`), 0);
  t.equal(await attempt(limits, '10.0.1.1'), 3600);
  mock.timers.tick(HOUR_MS);
  t.equal(await attempt(limits, '10.0.1.1'), 0);
});

t.test('a right code wipes out the typing errors before it', async (t) => {
  const limits = new AttemptLimits();
  for (let tries = 0; tries < 9; tries++) await limits.begin('10.0.0.1');
  await limits.begin('10.0.0.1');
  await limits.succeeded('10.0.0.1');
  for (let tries = 0; tries < 10; tries++) t.equal(await attempt(limits, '10.0.0.1'), 0);
});

t.test('an address counts as what one household has', (t) => {
  const same: [string, string][] = [
    ['192.168.1.7', '::ffff:192.168.1.7'],
    ['2001:db8:1:2::7', '2001:db8:1:2:ffff::1'],
    ['2001:db8:1:2::', '2001:0db8:0001:0002:1:2:3:4'],
    ['fe80::1%wlan0', 'fe80::2%eth0'],
    ['::1', '::2'],
  ];
  for (const [one, other] of same) t.equal(limitKey(one), limitKey(other), `${one} ${other}`);
  t.not(limitKey('2001:db8:1:2::7'), limitKey('2001:db8:1:3::7'));
  t.not(limitKey('192.168.1.7'), limitKey('192.168.1.8'));
  t.end();
});
