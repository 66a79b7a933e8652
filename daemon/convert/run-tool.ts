import { basename } from 'node:path';
import { startConfined } from './confined-child.js';
import type { ProgramRun } from './conversion-record.js';
import { ConvertError, cancelled } from './convert-error.js';
import {
  isNotStarted,
  MOST_CPU_MS,
  type ProgramLimits,
  ranOutOfMemory,
  tooMuchCpu,
  tooMuchMemory,
  tooMuchTime,
} from './program-limits.js';

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
 * Runs a small program on a file that is not to be trusted, confined ({@link startConfined}) and for a limited time. Throws ConvertError 'convert-cancelled',
 * 'convert-stalled', 'convert-failed', 'media-too-large'.
 */
export function runTool(path: string, args: readonly string[], options: ToolOptions): Promise<ToolOutcome> {
  const { signal, memoryBytes, cpuMs = MOST_CPU_MS, maxMs, into, onRun } = options;
  const name = basename(path);
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled());
    const { child, kill, end } = startConfined(path, args, {
      limits: options,
      stdio: ['ignore', into ?? 'pipe', 'pipe'],
    });
    let stop: ConvertError | undefined;
    const stopWith = (why: ConvertError) => {
      stop ??= why;
      kill();
    };
    const onAbort = () => stopWith(cancelled());
    const timer = setTimeout(() => stopWith(tooMuchTime(name, maxMs)), maxMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    const texts = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        if (texts[stream].length < MAX_TEXT) texts[stream] = (texts[stream] + text).slice(0, MAX_TEXT);
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
      const { ms, outOfCpu } = end();
      onRun?.({ program: name, arguments: args, ms });
      if (stop) reject(stop);
      else if (isNotStarted(code)) reject(notStarted(name, texts.stderr.trim()));
      else if (outOfCpu) reject(tooMuchCpu(name, cpuMs));
      else if (code !== 0 && ranOutOfMemory(texts.stderr)) reject(tooMuchMemory(name, memoryBytes));
      else resolve({ content: code === 0, ...texts });
    });
  });
}

function notStarted(name: string, why: string, cause?: Error): ConvertError {
  return new ConvertError('convert-failed', `${name} could not be started: ${why}.`, { cause });
}
