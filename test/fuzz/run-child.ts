import { mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { FromChild } from './child-messages.js';
import { openHandles, residentBytes } from './footprint.js';
import { type Finding, feedOne, fuzzInputs } from './fuzz-inputs.js';
import { USELESS } from './fuzz-run.js';
import { TARGETS } from './known-targets.js';
import { minimise } from './minimise.js';

// A process of its own, started by fuzz-run.ts: gives a target the inputs of [from, to). Which one it is at stands in a file, so that the other
// process knows what it was that this one did not survive.

const [, , name = '', seed = '0', from = '0', to = '0', folder = ''] = process.argv;
const MEASURED_PARTS = 10;

const tell = (message: FromChild) => void process.send?.(message);
const told = (message: FromChild) => new Promise((resolve) => process.send?.(message, resolve));
const own = join(folder, `${name}-${from}`);
mkdirSync(own);
const load = TARGETS[name];
if (load === undefined) throw new Error(`there is no target ${name}`);
const { open } = await load();
const target = await open(own);
tell({ type: 'open', pid: target.pid ?? process.pid });

const positionFile = openSync(join(folder, 'position'), 'w');
const position = new Float64Array(1);
const begin = (index: number) => {
  position[0] = index;
  writeSync(positionFile, position, 0, 8, 0);
};

process.on('uncaughtException', (error) => {
  tell({ type: 'stray', index: position[0] ?? 0, what: `nothing caught it: ${error.stack ?? error.message}` });
});

async function measure(done: number): Promise<void> {
  // Twice: what has a finaliser goes with the second.
  if (target.quiet === undefined) for (let times = 2; times > 0; times--) globalThis.gc?.();
  else await target.quiet();
  const pid = target.pid ?? process.pid;
  const heapBytes = target.pid === undefined ? process.memoryUsage().heapUsed : undefined;
  const footprint = {
    residentBytes: residentBytes(pid),
    handles: openHandles(pid),
    ...(heapBytes !== undefined && { heapBytes }),
  };
  tell({ type: 'measured', done, footprint });
}

/** Of each kind only the first few are worth a look. */
const FEW = 5;
const seen = new Map<string, number>();
const kindOf = (what: string) => what.replace(/\d+/g, 'N').split('\n').slice(0, 2).join(' ');

/** A daemon that is gone, or says nothing. */
const USELESS_AFTER = /the daemon ended|there was no answer/;
const NO_INPUT = -1;

const [first, end] = [Number(from), Number(to)];
const step = Math.max(1, Math.ceil((end - first) / MEASURED_PARTS));
for (let at = first; at < end; at += step) {
  const found: Finding[] = [];
  const keep = (finding: Finding) => found.push(finding) > 0 && USELESS_AFTER.test(finding.what);
  const options = { target, name, seed: Number(seed), from: at, to: Math.min(end, at + step), begin };
  const { outcomes, longestMs } = await fuzzInputs({ ...options, found: keep });
  begin(NO_INPUT);
  for (const { index, what, input } of found) {
    const kind = kindOf(what);
    const times = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, times);
    if (times > FEW) continue;
    if (USELESS_AFTER.test(what)) {
      await told({ type: 'found', index, what, input: input.toString('base64') });
      begin(index);
      process.exit(USELESS);
    }
    const stays = async (candidate: Buffer) => kindOf((await feedOne(target, candidate)).what ?? '') === kind;
    const least = times === 1 && !what.startsWith('it took') ? await minimise(input, stays) : input;
    tell({ type: 'found', index, what, input: least.toString('base64') });
  }
  tell({ type: 'done', outcomes, longestMs, again: found.length });
  await measure(options.to);
}
tell({ type: 'closed', left: [...(await target.close())] });
process.disconnect();
