import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { stepSessionBack } from '../niceness.js';
import { limitedCommand, type ProgramLimits, ranOutOfCpu, signalOfCode } from './program-limits.js';
import { makesGroup } from './sandbox.js';

/** How a confined program ended, where it was not stopped from here. */
export interface ConfinedEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly ms: number;
  /** It had used its processor time up. */
  readonly outOfCpu: boolean;
}

export interface ConfinedChild {
  readonly child: ChildProcess;
  /** Ends it and all it has started. Safe at any time. */
  kill(): void;
  /** How it ended; to be called on 'exit' and later. */
  end(): ConfinedEnd;
}

export interface ConfinedOptions {
  readonly limits: ProgramLimits;
  readonly stdio: StdioOptions;
}

/** A child of the child that has left the group may hold the pipes open for ever; nobody reads them for longer than this after the end. */
const AFTERMATH_MS = 1000;

/**
 * Starts a program on a file that is not to be trusted: no shell sees the arguments, an environment of two variables, the root as working folder, limits
 * ({@link limitedCommand}), and a process group of its own. When the program ends, by itself or not, the whole group is killed, and the pipes
 * that Node has made are closed a moment later.
 */
export function startConfined(program: string, args: readonly string[], options: ConfinedOptions): ConfinedChild {
  const { limits, stdio } = options;
  const command = limitedCommand(program, args, limits);
  const begunMs = performance.now();
  // Messages in English, whatever the machine speaks: they are read here.
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' };
  const hasGroup = makesGroup(limits.sandbox ?? []);
  const child = spawn(command.file, command.args, { detached: !hasGroup, cwd: '/', env, stdio });
  // Else the group comes with a session of its own, and that with a share of the processor.
  if (!hasGroup && child.pid !== undefined) void stepSessionBack(child.pid, limits.niceness);
  let end: ConfinedEnd | undefined;
  const kill = () => {
    // Later its number may be another group's.
    if (end || child.pid === undefined) return;
    // The group is made by the child itself, which may not have come to it.
    if (!killed(-child.pid)) killed(child.pid);
  };
  child.once('exit', (code, signal) => {
    // Only those it has left behind: its own number may be another's by now.
    if (child.pid !== undefined) killed(-child.pid);
    end = ended(code, signal);
    const close = setTimeout(() => {
      for (const stream of child.stdio) stream?.destroy();
    }, AFTERMATH_MS);
    child.once('close', () => clearTimeout(close));
  });
  const ended = (code: number | null, killedBy: NodeJS.Signals | null): ConfinedEnd => {
    const ms = performance.now() - begunMs;
    const signal = killedBy ?? (limits.sandbox?.length ? signalOfCode(code) : null);
    return { code, signal, ms, outOfCpu: ranOutOfCpu(signal, ms, limits.cpuMs, availableParallelism()) };
  };
  return { child, kill, end: () => end ?? ended(child.exitCode, child.signalCode) };
}

/** False where there was nobody to be killed. */
function killed(target: number): boolean {
  try {
    return process.kill(target, 'SIGKILL');
  } catch {
    return false;
  }
}
