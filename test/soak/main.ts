import { parseArgs } from 'node:util';
import { soak } from './soak.js';

/** npm run soak -- [--minutes 30] [--seed N] [--json]: ends with 1 where something grew, or was answered that nobody expected. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    json: { type: 'boolean', default: false },
  },
});
const result = await soak(
  Number(values.minutes),
  Number(values.seed),
  (line) => void process.stderr.write(`${line}\n`),
);
if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
else {
  for (const { name, rise, most, isFlat } of result.trends) {
    process.stdout.write(`${name}: ${isFlat ? 'flat' : 'GROWS'}, by ${rise} (at most ${most})\n`);
  }
  for (const line of result.surprises) process.stdout.write(`${line}\n`);
  process.stdout.write(`${result.isFlat ? 'flat' : 'NOT FLAT'}: ${JSON.stringify(result.did)}, seed ${result.seed}\n`);
}
process.exitCode = result.isFlat ? 0 : 1;
