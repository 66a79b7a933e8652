import t from 'tap';
import { lastingFolder } from '../integration/lasting-folder.js';
import { fuzzInputs } from './fuzz-inputs.js';
import { FuzzedDaemon } from './fuzzed-daemon.js';
import { inputChance } from './input-chance.js';
import { TARGETS } from './known-targets.js';
import { minimise } from './minimise.js';
import { mutateBytes } from './mutate-bytes.js';

/** `npm run test:fuzz` has as many as one likes; here all together may take some seconds. */
const INPUTS = 60;
/** Of those that cost more: a configuration takes 25 ms of the processor, a request 12, others 1 to 3. */
const FEWER: Readonly<Record<string, number>> = { config: 15, rest: 30, tus: 30 };

const daemon = await FuzzedDaemon.start(lastingFolder(t));

for (const [name, load] of Object.entries(TARGETS)) {
  t.test(`${name}: what is mutated is taken, or refused in words`, async (t) => {
    const { open } = await load();
    const target = await open(lastingFolder(t), daemon);
    const seed = Date.now() % 1e9;
    const findings: string[] = [];
    const found = ({ index, what }: { index: number; what: string }) => findings.push(`--only ${index}: ${what}`) > 3;
    const { outcomes } = await fuzzInputs({ target, name, seed, from: 0, to: FEWER[name] ?? INPUTS, found });
    t.same(findings, [], `--seed ${seed}`);
    t.ok(Object.keys(outcomes).length > 1, JSON.stringify(outcomes));
    t.same(await target.close(), []);
  });
}

t.test('nothing is left of what was sent', async (t) => {
  t.same(await daemon.close(), []);
});

t.test('the same seed makes the same input', async (t) => {
  const make = () => mutateBytes(Buffer.from('a valid sample'), inputChance(7, 'frame-zip', 12));
  t.same(make(), make());
});

t.test('what is found is made as short as it can be', async (t) => {
  const stays = async (input: Buffer) => input.includes('bad') && input.includes('worse');
  const least = await minimise(Buffer.from(`${'-'.repeat(300)}bad${'-'.repeat(500)}worse${'-'.repeat(40)}`), stays);
  t.equal(least.toString(), 'badworse');
});
