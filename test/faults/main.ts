import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { crashRounds } from './crash-rounds.js';
import { DEED_NAMES } from './deeds.js';
import type { FaultAction } from './fault-control.js';
import { faultWalk } from './fault-walk.js';
import { killWalk } from './kill-walk.js';
import { previewKills } from './preview-kills.js';
import { measureWear } from './wear.js';

/**
 * The long runs behind docs/reliability.md: npm run test:faults [-- NAME …] [--rounds 200] [--seed N] [--minutes 10]. Ends with 1 where a
 * promise was broken, or where a run that must find something found nothing. A piece of the walk: [--deed restore] [--action EIO]
 * [--how once|lasting] [--from 1] [--to 20] [--stride 3].
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    minutes: { type: 'string', default: '10' },
    deed: { type: 'string' },
    action: { type: 'string' },
    how: { type: 'string' },
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: 'Infinity' },
    stride: { type: 'string', default: '1' },
  },
});
const [rounds, seed, minutes] = [Number(values.rounds), Number(values.seed), Number(values.minutes)];
const say = (line: string) => void process.stdout.write(`${line}\n`);

const WALKED: readonly FaultAction[] = ['ENOSPC', 'EIO', 'EACCES', 'EROFS', 'half'];

const isChosen = (chosen: string | undefined) => (name: string) => chosen === undefined || chosen === name;

/** By name: what is run, and what of it is broken. */
const RUNS: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  async crash() {
    const { broken, promised } = await crashRounds({ rounds, seed, tell: say });
    say(`${rounds} kills, ${promised} things promised`);
    return broken;
  },
  async power() {
    const broken: string[] = [];
    for (const power of ['strict', 'mixed'] as const) {
      const outcome = await crashRounds({ rounds: Math.ceil(rounds / 2), seed, power, tell: say });
      say(`${Math.ceil(rounds / 2)} pulled plugs (${power}), ${outcome.promised} things promised`);
      broken.push(...outcome.broken);
    }
    return broken;
  },
  async kills() {
    const { broken, kills } = await killWalk('careful');
    say(`killed before each of ${kills} calls`);
    return broken;
  },
  async previews() {
    const { broken, met } = await previewKills({ rounds: Math.ceil(rounds / 10), seed, tell: say });
    say(`killed while it made ${JSON.stringify(met)}`);
    return broken;
  },
  async walk() {
    const all: string[] = [];
    const [from, to, stride] = [Number(values.from), Number(values.to), Number(values.stride)];
    for (const deed of DEED_NAMES.filter(isChosen(values.deed))) {
      for (const action of WALKED.filter(isChosen(values.action))) {
        for (const isLasting of action === 'half' ? [false] : [false, true]) {
          if (values.how !== undefined && isLasting !== (values.how === 'lasting')) continue;
          const { broken, failed } = await faultWalk({ deed, action, isLasting, seed, from, to, stride });
          say(
            `${deed}: ${action}${isLasting ? ' from then on' : ''} at each of ${failed} calls, ${broken.length} broken`,
          );
          for (const line of broken) say(line);
          all.push(...broken);
        }
      }
    }
    return all;
  },
  async controls() {
    const missed: string[] = [];
    for (const drops of ['files', 'folders', 'files+folders'] as const) {
      const { broken } = await crashRounds({ rounds: 10, seed, power: 'strict', drops });
      say(`without the syncs of ${drops}: ${broken.length} broken, such as ${broken[0]}`);
      if (broken.length === 0) missed.push(`nobody noticed that the syncs of ${drops} were dropped`);
    }
    const { broken } = await killWalk('careless');
    say(`without the transaction: ${broken.length} broken, such as ${broken[0]}`);
    if (broken.length === 0) missed.push('nobody noticed that there was no transaction');
    return missed;
  },
  async states() {
    const path = fileURLToPath(new URL('./storage-states.js', import.meta.url));
    const { status, stdout } = spawnSync(process.execPath, [path], { encoding: 'utf8' });
    say(stdout);
    return status === 0 ? [] : ['a state of the storage was not what it should be'];
  },
  async wear() {
    const wear = await measureWear(minutes);
    say(JSON.stringify(wear, null, 2));
    const MOST_MB = 5;
    return wear.diskMbPerHour < MOST_MB ? [] : [`${wear.diskMbPerHour} MB are written in an hour`];
  },
};

const names = positionals.length > 0 ? positionals : Object.keys(RUNS);
say(`seed ${seed}`);
let isWell = true;
for (const name of names) {
  const run = RUNS[name];
  if (run === undefined) throw new Error(`there is ${Object.keys(RUNS).join(', ')}, and no ${name}`);
  const broken = await run();
  for (const line of broken) say(line);
  say(`${name}: ${broken.length === 0 ? 'well' : `${broken.length} BROKEN`}`);
  isWell &&= broken.length === 0;
}
process.exitCode = isWell ? 0 : 1;
