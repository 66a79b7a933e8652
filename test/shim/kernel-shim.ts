import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import { compileShim } from './compile-shim.js';
import { type FakePi, layOutFakePi } from './fake-pi.js';

export { noCompiler } from './compile-shim.js';

const run = promisify(execFile);

export interface ShimmedRun {
  /** Compiled script under dist/test/shim; it is given the scenario's file and prints one line of JSON. */
  script: string;
  scenario: unknown;
  machine?: FakePi;
  /** SHIM_* settings, see kernel-shim.c. */
  settings?: Readonly<Record<string, string | number>>;
  /** Called with the machine's root when it is laid out. */
  prepare?: (root: string) => void;
}

/** What a run in the shim's hands said, and what went over its wires. */
export interface ShimmedOutcome<Answer> {
  answer: Answer;
  /** What happened, in the words of kernel-shim.c. */
  log: string[];
  /** When, in milliseconds. */
  timesMs: number[];
}

/** Runs a script in a Node process of its own whose /dev/spidev* and /dev/gpiochip* are kernel-shim.c's. */
export async function runShimmed<Answer>(t: Test, options: ShimmedRun): Promise<ShimmedOutcome<Answer>> {
  const folder = t.testdir({ root: {} });
  const root = join(folder, 'root');
  const log = join(folder, 'wire.log');
  const scenario = join(folder, 'scenario.json');
  layOutFakePi(root, options.machine ?? {});
  options.prepare?.(root);
  writeFileSync(log, '');
  writeFileSync(scenario, JSON.stringify({ ...Object(options.scenario), systemRoot: root }));
  const shim = await compileShim('test/shim/kernel-shim.c');
  const settings = Object.entries(options.settings ?? {}).map(([name, value]) => [name, String(value)]);
  const { stdout } = await run(process.execPath, [scriptPath(options.script), scenario], {
    env: {
      PATH: process.env['PATH'],
      LD_PRELOAD: shim,
      SHIM_ROOT: root,
      SHIM_LOG: log,
      ...Object.fromEntries(settings),
    },
  });
  const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return {
    answer: JSON.parse(stdout),
    log: lines.map((line) => line.slice(line.indexOf(' ') + 1)),
    timesMs: lines.map(Number.parseFloat),
  };
}

function scriptPath(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
