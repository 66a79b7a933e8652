import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import createCommand, { type FfmpegCommand } from 'fluent-ffmpeg';
import type { ArrivingInput } from './arriving-media.js';
import type { ProgramRun } from './conversion-record.js';
import { ConvertError, cancelled } from './convert-error.js';
import { ErrorLines } from './error-lines.js';
import { FfmpegReason } from './ffmpeg-reason.js';
import { openOutputSocket } from './output-socket.js';
import type { CommandLine } from './plan.js';
import {
  defaultMemoryBytes,
  isNotStarted,
  limitedCommand,
  type ProgramLimits,
  tooMuchMemory,
} from './program-limits.js';
import { StallGuard } from './stall-guard.js';

// The one file that runs ffmpeg and ffprobe. fluent-ffmpeg is archived, so nothing of its interface leaves this file.

/** Conversion steps back for whatever keeps the picture moving. */
export const CONVERT_NICENESS = 10;

/** A decoder that says and gives nothing for so long hangs. A Pi Zero takes 20 s for a 50 megapixel PNG. */
export const DEFAULT_STALL_MS = 60_000;

export interface RunOptions {
  /** What to give on standard input, where the command line has no path. Destroyed when ffmpeg ends, and waited for. */
  readonly input?: Readable | undefined;
  /** True while ffmpeg cannot go on for want of `input`, which then is no stall. */
  readonly isStarved?: (() => boolean) | undefined;
  /** Takes each line of standard error, a moment after it came. True: it is one that {@link FfmpegRun.readLines} was called for. */
  readonly onLine?: ((line: string) => boolean) | undefined;
  /** Kills ffmpeg; {@link FfmpegRun.finished} then rejects with 'convert-cancelled'. */
  readonly signal?: AbortSignal | undefined;
  readonly niceness?: number | undefined;
  readonly memoryBytes?: number | undefined;
  readonly stallMs?: number | undefined;
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
    stallMs = DEFAULT_STALL_MS,
  } = options;
  const begunMs = performance.now();
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
  let running = false;
  let unwanted = false;

  const kill = () => {
    unwanted = true;
    // What is started becomes ffmpeg (exec), so this is ffmpeg's own process.
    if (running) command.kill('SIGKILL');
  };
  const stopWith = (error: ConvertError) => {
    stop ??= error;
    kill();
  };
  const onAbort = () => stopWith(cancelled());

  const target = commandLine.output === undefined ? 'pipe:1' : `file:${commandLine.output}`;
  command.input(commandLine.path === undefined ? (input ?? Readable.from([])) : `file:${commandLine.path}`);
  command
    .inputOptions(...unsplit(commandLine.before))
    .outputOptions(...unsplit(commandLine.after))
    .output(target);
  adapt(command, {
    path,
    limits: { niceness, memoryBytes },
    stdin: commandLine.path === undefined ? 'pipe' : 'ignore',
    stdout: socket.childEnd,
    stderr: errorLines,
  });

  const ended = new Promise<FfmpegOutcome>((resolve, reject) => {
    const settle = (error?: Error) => {
      running = false;
      guard.stop();
      const { before, path: file, after } = commandLine;
      const words = [...before, '-i', file === undefined ? 'pipe:0' : `file:${file}`, ...after, target];
      onRun?.({ program: 'ffmpeg', arguments: words, ms: performance.now() - begunMs });
      signal?.removeEventListener('abort', onAbort);
      input?.destroy();
      socket.childEnd.destroy();
      void errorLines.end();
      const sender = error && 'inputStreamError' in error ? error.inputStreamError : undefined;
      if (stop ?? sender) reject(stop ?? sender);
      else if (error && reason.ranOutOfMemory) reject(tooMuchMemory('ffmpeg', memoryBytes));
      else resolve({ content: error === undefined, reason: reason.line, killedBy: signalOf(error) });
    };
    command
      .on('start', () => {
        running = true;
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

export interface ProbeOutcome {
  /** What it printed on standard output; empty: it could not read the file. */
  readonly answer: string;
  /** What it found wrong. */
  readonly reason: string | undefined;
}

/** ffprobe's answer may be so long; more is an attack on memory. */
const MAX_PROBE_BYTES = 32 << 20;

/** What ffprobe is to look at: a path, an open file by its descriptor (whatever it is called by now), or what arrives. */
export type ProbeInput = string | number | ArrivingInput;

/**
 * Runs ffprobe. Not through fluent-ffmpeg: it knows the flat output only, which loses the side data that holds the rotation.
 *
 * @throws ConvertError 'convert-cancelled', 'convert-stalled', 'ffmpeg-missing', 'media-too-large'; and whatever error the input that arrives ended with
 */
export function runFfprobe(
  path: string,
  args: readonly string[],
  input: ProbeInput,
  options: RunOptions = {},
): Promise<ProbeOutcome> {
  const { signal, onRun, stallMs = DEFAULT_STALL_MS, memoryBytes = defaultMemoryBytes() } = options;
  const arriving = typeof input === 'object' ? input : undefined;
  const everything = ['-hide_banner', '-loglevel', 'level+error', ...args, addressOf(input)];
  const stdin = arriving ? 'pipe' : typeof input === 'number' ? input : 'ignore';
  const limited = limitedCommand(path, everything, { memoryBytes, niceness: 0 });
  const child = spawn(limited.file, limited.args, { stdio: [stdin, 'pipe', 'pipe'] });
  const begunMs = performance.now();
  const answer = collect(child.stdout);
  const said = collect(child.stderr);
  return new Promise((resolve, reject) => {
    let stop: Error | undefined;
    const stopWith = (error: Error) => {
      stop ??= error;
      child.kill('SIGKILL');
    };
    const onAbort = () => stopWith(cancelled());
    const guard = new StallGuard(stallMs, arriving?.isStarved ?? never, () =>
      stopWith(stalled('ffprobe did not finish', stallMs)),
    );
    if (arriving && child.stdin) {
      // ffprobe closes its end as soon as it knows enough.
      child.stdin.on('error', () => {});
      arriving.stream.on('error', stopWith).pipe(child.stdin);
    }
    const settle = () => {
      guard.stop();
      signal?.removeEventListener('abort', onAbort);
      arriving?.stream.destroy();
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (code) => {
      settle();
      onRun?.({ program: 'ffprobe', arguments: everything, ms: performance.now() - begunMs });
      const reason = new FfmpegReason();
      for (const line of said().split('\n')) reason.add(line);
      if (stop) reject(stop);
      else if (isNotStarted(code)) reject(missing(said()));
      else if (code !== 0 && reason.ranOutOfMemory) reject(tooMuchMemory('ffprobe', memoryBytes));
      else resolve({ answer: code === 0 ? answer() : '', reason: reason.line });
    });
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}

function addressOf(input: ProbeInput): string {
  if (typeof input === 'string') return `file:${input}`;
  return typeof input === 'number' ? 'file:/dev/fd/0' : 'pipe:0';
}

/** Gathers text up to {@link MAX_PROBE_BYTES}; beyond that there is none. */
function collect(stream: Readable | null): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_PROBE_BYTES) chunks.push(chunk);
  });
  return () => (bytes <= MAX_PROBE_BYTES ? Buffer.concat(chunks).toString('utf8') : '');
}

function never(): boolean {
  return false;
}

function missing(words: string): ConvertError {
  return new ConvertError('ffmpeg-missing', 'ffprobe was on this machine and is gone; install ffmpeg again.', {
    cause: new Error(words.trim()),
  });
}

interface ChildSettings {
  readonly path: string;
  readonly limits: ProgramLimits;
  readonly stdin: 'pipe' | 'ignore';
  readonly stdout: Socket;
  readonly stderr: ErrorLines;
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
      const child = spawnChild(args, settings);
      let failure: Error | undefined;
      child.on('error', (error) => onEnd(error, NO_LINES, NO_LINES));
      child.on('exit', (code, signal) => {
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

function spawnChild(words: readonly string[], { path, limits, stdin, stdout, stderr }: ChildSettings): ChildProcess {
  const { file, args } = limitedCommand(path, words, limits);
  return spawn(file, args, { stdio: [stdin, stdout, stderr.childEnd] });
}

function stalled(what: string, stallMs: number): ConvertError {
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
