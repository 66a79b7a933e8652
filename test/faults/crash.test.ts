import t from 'tap';
import { crashRounds } from './crash-rounds.js';

/** `npm run test:faults` has 200. */
const ROUNDS = 20;
/** 5 s a round where another test runs beside this one; six times that, for a slower machine. */
const MOST_MS = 600_000;
t.setTimeout(MOST_MS);

t.test('killed at any moment under load, framed has all that it had said it has, and nothing half', async (t) => {
  t.setTimeout(MOST_MS);
  const seed = Date.now() % 1e9;
  const { broken, promised } = await crashRounds({ rounds: ROUNDS, seed, longestRoundMs: 800 });
  t.same(broken, [], `seed ${seed}`);
  t.ok(promised > ROUNDS, `${promised} things were promised`);
});
