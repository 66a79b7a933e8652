import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { feedOne } from './fuzz-inputs.js';
import { FuzzRun, type FuzzRunResult } from './fuzz-run.js';
import { inputChance } from './input-chance.js';
import { SHARES, TARGETS } from './known-targets.js';

/**
 * npm run test:fuzz [-- TARGET …] [--inputs 100000] [--seed N] [--json]: so many mutated inputs, spread over the targets. Ends with 1 where
 * framed did what it must not. `--only N` gives one target the one input again.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const names = positionals.length > 0 ? positionals : Object.keys(TARGETS);
const unknown = names.find((name) => TARGETS[name] === undefined);
if (unknown !== undefined) throw new Error(`there is ${Object.keys(TARGETS).join(', ')}, and no ${unknown}`);
const say = (line: string) => void process.stderr.write(`${line}\n`);
say(`seed ${seed}`);
if (values.only === undefined) await fuzzAll();
else for (const name of names) await feedAgain(name, Number(values.only));

async function fuzzAll(): Promise<void> {
  const keep = join(mkdtempSync(join(tmpdir(), 'framed-findings-')), 'inputs');
  const shares = names.reduce((sum, name) => sum + (SHARES[name] ?? 0), 0);
  const inputsOf = (name: string) => Math.ceil((Number(values.inputs) * (SHARES[name] ?? 0)) / shares);
  const results: FuzzRunResult[] = [];
  for (const name of names)
    results.push(await new FuzzRun({ name, inputs: inputsOf(name), seed, keep, tell: say }).run());
  const findings = results.flatMap(({ findings: found }) => found);
  if (values.json) process.stdout.write(`${JSON.stringify({ seed, results }, null, 2)}\n`);
  else for (const result of results) process.stdout.write(`${lineOf(result)}\n`);
  if (findings.length > 0) say(`${findings.length} FOUND; their inputs are in ${keep}`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}

function lineOf({ name, inputs, outcomes, longestMs, seconds, growth, findings }: FuzzRunResult): string {
  const often = Object.entries(outcomes).sort(([, a], [, b]) => b - a);
  const seen = often.map(([outcome, times]) => `${outcome} ${times}`).join(', ');
  const grown = `${growth.residentMb} MB${growth.heapMb === undefined ? '' : ` (heap ${growth.heapMb} MB)`}, ${growth.handles} handles`;
  return `${name}: ${inputs} inputs in ${seconds} s, longest ${longestMs} ms, grown by ${grown}, ${findings.length} found\n  ${seen}`;
}

async function feedAgain(name: string, index: number): Promise<void> {
  const { open } = (await TARGETS[name]?.()) ?? {};
  if (open === undefined) return;
  const target = await open(mkdtempSync(join(tmpdir(), 'framed-fuzz-')));
  const input = target.make(inputChance(seed, name, index));
  process.stdout.write(`${input.toString('latin1')}\n`);
  say(JSON.stringify(await feedOne(target, input), null, 2));
  for (const line of await target.close()) say(line);
}
