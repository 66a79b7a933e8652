import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import type { ProgramRun } from './conversion-record.js';
import { ConvertError, cancelled } from './convert-error.js';
import { isNotStarted, limitedCommand, type ProgramLimits, ranOutOfMemory, tooMuchMemory } from './program-limits.js';

export interface ToolOptions extends ProgramLimits {
  readonly signal?: AbortSignal | undefined;
  /** After so long the program and all it started are killed. */
  readonly maxMs: number;
  /** An open file to write standard output to. Default: it is given back as text. */
  readonly into?: number;
  readonly onRun?: ((run: ProgramRun) => void) | undefined;
}

export interface ToolOutcome {
  /** Whether it ended with 0. */
  readonly content: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a tool may say; the rest is dropped. */
const MAX_TEXT = 64 << 10;

/**
 * Runs a small program on a file that is not to be trusted: no shell, an environment of two variables, a process group of its own that is
 * killed as a whole, lower priority, and limits of memory and time. Throws ConvertError 'convert-cancelled', 'convert-stalled', 'convert-failed',
 * 'media-too-large'.
 */
export function runTool(path: string, args: readonly string[], options: ToolOptions): Promise<ToolOutcome> {
  const { signal, memoryBytes, maxMs, into, onRun } = options;
  const name = basename(path);
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled());
    const begunMs = performance.now();
    // Messages in English, whatever the machine speaks: they are read here.
    const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' };
    const limited = limitedCommand(path, args, options);
    const child = spawn(limited.file, limited.args, { detached: true, env, stdio: ['ignore', into ?? 'pipe', 'pipe'] });
    let stop: ConvertError | undefined;
    const kill = (why: ConvertError) => {
      stop ??= why;
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It was gone already.
      }
    };
    const onAbort = () => kill(cancelled());
    const timer = setTimeout(
      () => kill(new ConvertError('convert-stalled', `${name} took more than ${maxMs / 1000} s and was stopped.`)),
      maxMs,
    );
    signal?.addEventListener('abort', onAbort, { once: true });
    const texts = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        texts[stream] = (texts[stream] + text).slice(0, MAX_TEXT);
      });
    }
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    child.once('error', (cause) => {
      settle();
      reject(stop ?? notStarted(name, cause.message, cause));
    });
    child.once('close', (code) => {
      settle();
      onRun?.({ program: name, arguments: args, ms: performance.now() - begunMs });
      if (stop) reject(stop);
      else if (isNotStarted(code)) reject(notStarted(name, texts.stderr.trim()));
      else if (code !== 0 && ranOutOfMemory(texts.stderr)) reject(tooMuchMemory(name, memoryBytes));
      else resolve({ content: code === 0, ...texts });
    });
  });
}

function notStarted(name: string, why: string, cause?: Error): ConvertError {
  return new ConvertError('convert-failed', `${name} could not be started: ${why}.`, { cause });
}
