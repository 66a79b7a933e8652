import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FromChild } from './child-messages.js';
import { type Footprint, processorMs } from './footprint.js';
import { LONGEST_MS } from './fuzz-inputs.js';
import { growthOf } from './growth.js';

export interface FuzzRunOptions {
  readonly name: string;
  readonly inputs: number;
  readonly seed: number;
  /** Where the inputs of findings are kept. */
  readonly keep: string;
  readonly tell: (line: string) => void;
}

export interface FuzzRunResult {
  readonly name: string;
  readonly inputs: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly longestMs: number;
  readonly seconds: number;
  readonly growth: { readonly residentMb: number; readonly heapMb?: number; readonly handles: number };
  /** A line each; none is what is wanted. */
  readonly findings: readonly string[];
}

const LOOK_EVERY_MS = 250;
/** An input that waits for something that never comes. The machine may be busy with other things. */
const LONGEST_WAIT_MS = 40_000;
/** After so many the target is given up: it is known to be broken. */
const ENOUGH_FINDINGS = 40;
/** Of the process, when an input was not survived, or made it useless. */
const NO_INPUT = -1;

/** Gives one target its inputs in a process of its own, and watches over that: one that hangs or dies is begun anew behind the input it was at. */
export class FuzzRun {
  readonly #options: FuzzRunOptions;
  readonly #findings: string[] = [];
  readonly #outcomes: Record<string, number> = {};
  readonly #footprints: Footprint[] = [];
  #longestMs = 0;
  #done = 0;

  constructor(options: FuzzRunOptions) {
    this.#options = options;
  }

  async run(): Promise<FuzzRunResult> {
    const { name, inputs } = this.#options;
    const folder = mkdtempSync(join(tmpdir(), 'framed-fuzz-'));
    const begunMs = performance.now();
    try {
      for (let from = 0; from < inputs && this.#findings.length < ENOUGH_FINDINGS; )
        from = await this.#runFrom(from, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const { growth, grown } = growthOf(this.#footprints);
    return {
      name,
      inputs: this.#done,
      outcomes: this.#outcomes,
      longestMs: Math.round(this.#longestMs),
      seconds: Math.round((performance.now() - begunMs) / 1000),
      growth,
      findings: [...this.#findings, ...grown],
    };
  }

  /** Resolves with the first input that is still to be given. */
  async #runFrom(from: number, folder: string): Promise<number> {
    const { name, seed, inputs } = this.#options;
    const script = fileURLToPath(new URL('./run-child.js', import.meta.url));
    const child = fork(script, [name, String(seed), String(from), String(inputs), folder], {
      execArgv: ['--expose-gc'],
    });
    let watchedPid = 0;
    let isWhole = false;
    child.on('message', (message: FromChild) => {
      if (message.type === 'open') watchedPid = message.pid;
      if (message.type === 'closed') isWhole = true;
      this.#hear(message);
    });
    const position = new Position(join(folder, 'position'));
    const watch = setInterval(() => this.#watch(child, position), LOOK_EVERY_MS);
    const ended = await new Promise<string>((resolve) =>
      child.once('exit', (code, signal) => resolve(String(signal ?? code))),
    );
    clearInterval(watch);
    position.look();
    if (isWhole) return inputs;
    // A daemon must not outlive whom it was started for.
    if (watchedPid !== 0 && watchedPid !== child.pid) killIfThere(watchedPid);
    const index = position.index;
    if (index === NO_INPUT) throw new Error(`${name} could not be begun, or measured: it ended with ${ended}`);
    const why = position.isStuck ? 'it hung' : `the process ended (${ended})`;
    if (ended !== String(USELESS)) this.#find(index, why);
    this.#done = Math.max(this.#done, index + 1);
    return index + 1;
  }

  #watch(child: ChildProcess, position: Position): void {
    position.look();
    const cpuMs = child.pid === undefined ? 0 : processorMsOf(child.pid);
    if (position.isStuckSince(cpuMs)) child.kill('SIGKILL');
  }

  #hear(message: FromChild): void {
    const { name, tell, inputs } = this.#options;
    if (message.type === 'found') this.#find(message.index, message.what, Buffer.from(message.input, 'base64'));
    else if (message.type === 'stray') this.#find(message.index, message.what);
    else if (message.type === 'closed') this.#findings.push(...message.left.map((line) => `${name}: ${line}`));
    else if (message.type === 'done') {
      for (const [outcome, times] of Object.entries(message.outcomes)) {
        this.#outcomes[outcome] = (this.#outcomes[outcome] ?? 0) + times;
      }
      this.#longestMs = Math.max(this.#longestMs, message.longestMs);
    } else if (message.type === 'measured') {
      this.#done = message.done;
      this.#footprints.push(message.footprint);
      const { residentBytes, handles } = message.footprint;
      const megabytes = Math.round(residentBytes / 1e6);
      tell(
        `${name}: ${message.done} of ${inputs}, ${this.#findings.length} found, ${megabytes} MB, ${handles} handles`,
      );
    }
  }

  #find(index: number, what: string, input?: Buffer): void {
    const { name, seed, keep, tell } = this.#options;
    const line = `${name} --seed ${seed} --only ${index}: ${what}`;
    this.#findings.push(line);
    tell(`FOUND ${line}`);
    if (input === undefined) return;
    mkdirSync(keep, { recursive: true });
    writeFileSync(join(keep, `${name}-${seed}-${index}`), input);
  }
}

/** Exit code of a process whose target is of no more use; what was found was told. */
export const USELESS = 3;

/** The input that the other process is at. */
class Position {
  readonly #path: string;
  index = NO_INPUT;
  isStuck = false;
  #sinceMs = performance.now();
  #sinceCpuMs: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  look(): void {
    const index = readNumber(this.#path);
    if (index === this.index) return;
    this.index = index;
    this.#sinceMs = performance.now();
    this.#sinceCpuMs = undefined;
  }

  /** @param cpuMs what the process took of the processor so far */
  isStuckSince(cpuMs: number): boolean {
    this.#sinceCpuMs ??= cpuMs;
    if (this.index === NO_INPUT) return false;
    this.isStuck =
      // Twice: at the moment of the first look, some of it may have been the input's before.
      cpuMs - this.#sinceCpuMs > 2 * LONGEST_MS || performance.now() - this.#sinceMs > LONGEST_WAIT_MS;
    return this.isStuck;
  }
}

function readNumber(path: string): number {
  try {
    const file = openSync(path, 'r');
    const value = new Float64Array(1);
    const bytes = readSync(file, value, 0, 8, 0);
    closeSync(file);
    return bytes === 8 ? (value[0] ?? NO_INPUT) : NO_INPUT;
  } catch {
    return NO_INPUT;
  }
}

function processorMsOf(pid: number): number {
  try {
    return processorMs(pid);
  } catch {
    return 0;
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone by itself.
  }
}
