import t from 'tap';
import { RestartPolicy } from '../../../daemon/player/restart-policy.js';

function policy(): { at(ms: number): RestartPolicy } {
  let nowMs = 0;
  const policy = new RestartPolicy({ monotonicMs: () => nowMs, wallMs: () => 0 });
  return {
    at: (ms) => {
      nowMs = ms;
      return policy;
    },
  };
}

t.test('the first death is made good at once, the following ones later and later, up to 5 s', async (t) => {
  const { at } = policy();
  const delays = Array.from({ length: 12 }, (_, death) => at(death).died(undefined).delayMs);
  t.same(delays, [0, 50, 100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000]);
  t.equal(at(61_000).died(undefined).delayMs, 0, 'a minute later all is forgotten');
});

t.test('three deaths in a minute at one entry condemn it', async (t) => {
  const { at } = policy();
  t.equal(at(0).died(7).condemned, undefined);
  t.equal(at(10_000).died(8).condemned, undefined);
  t.equal(at(20_000).died(7).condemned, undefined);
  t.equal(at(30_000).died(7).condemned, 7);
  t.equal(at(31_000).died(7).condemned, undefined, 'the count begins anew');
});

t.test('three deaths over more than a minute condemn nobody', async (t) => {
  const { at } = policy();
  for (const ms of [0, 35_000, 70_000, 105_000]) t.equal(at(ms).died(7).condemned, undefined);
});

t.test('what is not the fault of an entry condemns none', async (t) => {
  const { at } = policy();
  for (const ms of [0, 1, 2, 3]) t.equal(at(ms).died(undefined).condemned, undefined);
});
