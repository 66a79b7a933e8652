import { parseArgs } from 'node:util';
import { crashRounds } from './crash-rounds.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
  },
});
const [what = 'crash'] = positionals;
const tell = (line: string) => void process.stderr.write(`${line}\n`);
tell(`seed ${values.seed}`);
const power = what === 'power' ? 'strict' : what === 'power-mixed' ? 'mixed' : undefined;
const { broken, promised } = await crashRounds({
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  power,
  tell,
});
for (const line of broken) tell(line);
tell(`${promised} things promised, ${broken.length} broken`);
process.exitCode = broken.length === 0 ? 0 : 1;
