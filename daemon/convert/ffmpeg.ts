import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import createCommand, { type FfmpegCommand } from 'fluent-ffmpeg';
import { type ConfinedChild, startConfined } from './confined-child.js';
import type { ProgramRun } from './conversion-record.js';
import { ConvertError, cancelled } from './convert-error.js';
import { ErrorLines } from './error-lines.js';
import { FfmpegReason } from './ffmpeg-reason.js';
import { openOutputSocket } from './output-socket.js';
import type { CommandLine } from './plan.js';
import {
  defaultMemoryBytes,
  MOST_CPU_MS,
  type ProgramLimits,
  tooMuchCpu,
  tooMuchMemory,
  tooMuchTime,
} from './program-limits.js';
import { StallGuard } from './stall-guard.js';

// The one file that runs ffmpeg. fluent-ffmpeg is archived, so nothing of its interface leaves this file.

/** Conversion steps back for whatever keeps the picture moving. */
export const CONVERT_NICENESS = 10;

/** A decoder that says and gives nothing for so long hangs. A Pi Zero takes 20 s for a 50 megapixel PNG. */
export const DEFAULT_STALL_MS = 60_000;

/** Longer than anybody waits; the limit of a conversion is convert.max_minutes, this one is for whatever has none of its own. */
export const DEFAULT_MAX_MS = 24 * 3600 * 1000;

export interface RunOptions extends Partial<ProgramLimits> {
  /** What to give on standard input, where the command line has no path. Destroyed when ffmpeg ends, and waited for. */
  readonly input?: Readable | undefined;
  /** True while ffmpeg cannot go on for want of `input`, which then is no stall. */
  readonly isStarved?: (() => boolean) | undefined;
  /** Takes each line of standard error, a moment after it came. True: it is one that {@link FfmpegRun.readLines} was called for. */
  readonly onLine?: ((line: string) => boolean) | undefined;
  /** Kills ffmpeg; {@link FfmpegRun.finished} then rejects with 'convert-cancelled'. */
  readonly signal?: AbortSignal | undefined;
  readonly stallMs?: number | undefined;
  /** So long may it run by the clock on the wall. */
  readonly maxMs?: number | undefined;
  /** Called when the process is gone, with how long it ran. */
  readonly onRun?: ((run: ProgramRun) => void) | undefined;
}

export interface FfmpegRun {
  /** Standard output. ffmpeg waits while nobody reads it; a chunk is valid until the next one is asked for. */
  readonly output: AsyncIterable<Uint8Array>;
  /**
   * Settles when the process is gone. Whether ffmpeg was content is a value, because what came out before may be of use. Rejects with
   * ConvertError: 'convert-cancelled', 'convert-stalled', 'media-too-large'; and with whatever error `input` ended.
   */
  readonly finished: Promise<FfmpegOutcome>;
  /** Somebody waits for a line of standard error: reads at once, and on until `onLine` has seen it. */
  readLines(): void;
  /** Ends the process at once; nothing of what it still holds is wanted. Safe to call at any time. */
  kill(): void;
}

export interface FfmpegOutcome {
  readonly content: boolean;
  /** ffmpeg's own reason in one line; undefined where it gave none. */
  readonly reason: string | undefined;
  /** The signal, where someone else killed it, such as the kernel when memory is short. */
  readonly killedBy: string | undefined;
}

/** Starts ffmpeg with an argument vector; no shell is involved. */
export async function startFfmpeg(
  path: string,
  commandLine: CommandLine,
  options: RunOptions = {},
): Promise<FfmpegRun> {
  const {
    input,
    isStarved = never,
    signal,
    onLine,
    onRun,
    niceness = CONVERT_NICENESS,
    memoryBytes = defaultMemoryBytes(),
    cpuMs = MOST_CPU_MS,
    stallMs = DEFAULT_STALL_MS,
    maxMs = DEFAULT_MAX_MS,
    fileBytes,
    sandbox,
  } = options;
  const reason = new FfmpegReason();
  const command = createCommand();
  const [socket, errorLines] = await Promise.all([
    openOutputSocket(() => guard.touch()),
    ErrorLines.open((line) => {
      guard.touch();
      reason.add(line);
      return onLine?.(line) ?? false;
    }),
  ]);
  const isHeldBack = () => socket.isHeldBack() || isStarved();
  const guard = new StallGuard(stallMs, isHeldBack, () => stopWith(stalled('ffmpeg gave no sign of life', stallMs)));
  let stop: ConvertError | undefined;
  let confined: ConfinedChild | undefined;
  let unwanted = false;

  const kill = () => {
    unwanted = true;
    confined?.kill();
  };
  const stopWith = (error: ConvertError) => {
    stop ??= error;
    kill();
  };
  const onAbort = () => stopWith(cancelled());
  const wall = setTimeout(() => stopWith(tooMuchTime('ffmpeg', maxMs)), maxMs).unref();

  const target = commandLine.output === undefined ? 'pipe:1' : `file:${commandLine.output}`;
  command.input(commandLine.path === undefined ? (input ?? Readable.from([])) : `file:${commandLine.path}`);
  command
    .inputOptions(...unsplit(commandLine.before))
    .outputOptions(...unsplit(commandLine.after))
    .output(target);
  adapt(command, {
    path,
    limits: { niceness, memoryBytes, cpuMs, fileBytes, sandbox },
    stdin: commandLine.path === undefined ? 'pipe' : 'ignore',
    stdout: socket.childEnd,
    stderr: errorLines,
    onSpawn: (started) => {
      confined = started;
    },
  });

  const ended = new Promise<FfmpegOutcome>((resolve, reject) => {
    const settle = (error?: Error) => {
      guard.stop();
      clearTimeout(wall);
      confined?.kill();
      socket.end();
      const { before, path: file, after } = commandLine;
      const words = [...before, '-i', file === undefined ? 'pipe:0' : `file:${file}`, ...after, target];
      const { ms = 0, outOfCpu = false } = confined?.end() ?? {};
      onRun?.({ program: 'ffmpeg', arguments: words, ms });
      signal?.removeEventListener('abort', onAbort);
      input?.destroy();
      socket.childEnd.destroy();
      void errorLines.end();
      const sender = error && 'inputStreamError' in error ? error.inputStreamError : undefined;
      if (stop ?? sender) reject(stop ?? sender);
      else if (outOfCpu) reject(tooMuchCpu('ffmpeg', cpuMs));
      else if (error && reason.ranOutOfMemory) reject(tooMuchMemory('ffmpeg', memoryBytes));
      else resolve({ content: error === undefined, reason: reason.line, killedBy: signalOf(error) });
    };
    command
      .on('start', () => {
        socket.childEnd.destroy();
        errorLines.childEnd.destroy();
        if (signal?.aborted) onAbort();
        else if (unwanted) kill();
      })
      .on('end', () => settle())
      .on('error', (error: Error) => settle(error))
      .run();
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  // What makes the input may hold files and processes of its own.
  const finished = ended.finally(() =>
    input === undefined || input.closed ? undefined : once(input, 'close').catch(() => {}),
  );
  // Whoever reads the output meets the rejection a moment later than it happens.
  finished.catch(() => {});
  return { output: socket.chunks, finished, readLines: () => errorLines.ask(), kill };
}

function never(): boolean {
  return false;
}

interface ChildSettings {
  readonly path: string;
  readonly limits: ProgramLimits;
  readonly stdin: 'pipe' | 'ignore';
  readonly stdout: Socket;
  readonly stderr: ErrorLines;
  onSpawn(confined: ConfinedChild): void;
}

/**
 * Replaces what fluent-ffmpeg would do around the process: search the PATH, start ffmpeg twice to ask for its formats and encoders
 * (media-tools.ts has examined it, and a path kept per command does not leak into the next one), and read what it gives through pipes.
 * What is left to it is the order of the arguments, and the input.
 */
function adapt(command: FfmpegCommand, settings: ChildSettings): void {
  if (typeof Reflect.get(command, '_spawnFfmpeg') !== 'function')
    throw new Error('this fluent-ffmpeg is not the one that was adapted');
  Object.assign(command, {
    _checkCapabilities: (done: (error: null) => void) => done(null),
    availableEncoders: (done: (error: null, encoders: object) => void) => done(null, {}),
    _spawnFfmpeg: (
      args: string[],
      _options: object,
      onStart: (child: ChildProcess, stdout: object, stderr: object) => void,
      onEnd: (error: Error | undefined, stdout: object, stderr: object) => void,
    ) => {
      const { child, end } = spawnChild(args, settings);
      let failure: Error | undefined;
      child.on('error', (error) => onEnd(error, NO_LINES, NO_LINES));
      child.on('exit', () => {
        const { code, signal } = end();
        if (signal !== null) failure = new Error(`ffmpeg was killed with signal ${signal}`);
        else if (code !== 0) failure = new Error(`ffmpeg exited with code ${code}`);
        void settings.stderr.end().then(() => onEnd(failure, NO_LINES, NO_LINES));
      });
      onStart(child, NO_LINES, NO_LINES);
    },
  });
}

/** fluent-ffmpeg's memory of what was said, in which there is nothing: the lines go elsewhere. */
const NO_LINES = { callback: () => {}, get: () => '' };

function spawnChild(words: readonly string[], settings: ChildSettings): ConfinedChild {
  const { path, limits, stdin, stdout, stderr, onSpawn } = settings;
  const confined = startConfined(path, words, { limits, stdio: [stdin, stdout, stderr.childEnd] });
  onSpawn(confined);
  return confined;
}

export function stalled(what: string, stallMs: number): ConvertError {
  return new ConvertError('convert-stalled', `${what} for ${stallMs / 1000} s and was stopped.`);
}

/** fluent-ffmpeg splits an only argument at its blank, and leaves two or more alone. */
function unsplit(args: readonly string[]): string[] {
  if (args.length < 2) throw new Error(`at least two arguments are needed, not ${args.length}`);
  return [...args];
}

function signalOf(error: Error | undefined): string | undefined {
  return /killed with signal (\S+)/.exec(error?.message ?? '')?.[1];
}
