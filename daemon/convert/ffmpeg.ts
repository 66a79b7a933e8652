import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import createCommand, { type FfmpegCommand } from 'fluent-ffmpeg';
import type { ProgramRun } from './conversion-record.js';
import { ConvertError, cancelled } from './convert-error.js';
import { FfmpegReason } from './ffmpeg-reason.js';
import { openOutputSocket } from './output-socket.js';
import type { CommandLine } from './plan.js';
import { StallGuard } from './stall-guard.js';

// The one file that runs ffmpeg and ffprobe. fluent-ffmpeg is archived, so nothing of its interface leaves this file.

/** Conversion steps back for whatever keeps the picture moving. */
export const CONVERT_NICENESS = 10;

/** A decoder that says and gives nothing for so long hangs. A Pi Zero takes 20 s for a 50 megapixel PNG. */
export const DEFAULT_STALL_MS = 60_000;

export interface RunOptions {
  /** What to give on standard input, where the command line has no path. Destroyed when ffmpeg ends, and waited for. */
  readonly input?: Readable | undefined;
  /** Takes each line of standard error. */
  readonly onLine?: ((line: string) => void) | undefined;
  /** Kills ffmpeg; {@link FfmpegRun.finished} then rejects with 'convert-cancelled'. */
  readonly signal?: AbortSignal | undefined;
  readonly niceness?: number | undefined;
  readonly stallMs?: number | undefined;
  /** Called when the process is gone, with how long it ran. */
  readonly onRun?: ((run: ProgramRun) => void) | undefined;
}

export interface FfmpegRun {
  /** Standard output. ffmpeg waits while nobody reads it; a chunk is valid until the next one is asked for. */
  readonly output: AsyncIterable<Uint8Array>;
  /**
   * Settles when the process is gone. Whether ffmpeg was content is a value, because what came out before may be of use. Rejects with
   * ConvertError: 'convert-cancelled', 'convert-stalled'; and with whatever error `input` ended.
   */
  readonly finished: Promise<FfmpegOutcome>;
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
  const { input, signal, onLine, onRun, niceness = CONVERT_NICENESS, stallMs = DEFAULT_STALL_MS } = options;
  const begunMs = performance.now();
  const reason = new FfmpegReason();
  const command = createCommand({ niceness });
  const socket = await openOutputSocket(() => guard.touch());
  const guard = new StallGuard(stallMs, socket.isHeldBack, () =>
    stopWith(stalled('ffmpeg gave no sign of life', stallMs)),
  );
  let stop: ConvertError | undefined;
  let running = false;
  let unwanted = false;

  const kill = () => {
    unwanted = true;
    // `nice` becomes ffmpeg (exec), so this is ffmpeg's own process.
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
  adapt(command, path, [commandLine.path === undefined ? 'pipe' : 'ignore', socket.childEnd, 'pipe']);

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
      const sender = error && 'inputStreamError' in error ? error.inputStreamError : undefined;
      if (stop ?? sender) reject(stop ?? sender);
      else resolve({ content: error === undefined, reason: reason.line, killedBy: signalOf(error) });
    };
    command
      .on('start', () => {
        running = true;
        socket.childEnd.destroy();
        if (signal?.aborted) onAbort();
        else if (unwanted) kill();
      })
      .on('stderr', (line: string) => {
        guard.touch();
        reason.add(line);
        onLine?.(line);
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
  return { output: socket.chunks, finished, kill };
}

export interface ProbeOutcome {
  /** What it printed on standard output; empty: it could not read the file. */
  readonly answer: string;
  /** What it found wrong. */
  readonly reason: string | undefined;
}

/** ffprobe's answer may be so long; more is an attack on memory. */
const MAX_PROBE_BYTES = 32 << 20;

/**
 * Runs ffprobe. Not through fluent-ffmpeg: it knows the flat output only, which loses the side data that holds the rotation.
 *
 * @throws ConvertError 'convert-cancelled', 'convert-stalled', 'ffmpeg-missing'
 */
export function runFfprobe(
  path: string,
  args: readonly string[],
  file: string,
  options: RunOptions = {},
): Promise<ProbeOutcome> {
  const { signal, onRun, stallMs = DEFAULT_STALL_MS } = options;
  const reason = new FfmpegReason();
  const begunMs = performance.now();
  const everything = ['-hide_banner', '-loglevel', 'level+error', ...args, `file:${file}`];
  const settings = {
    maxBuffer: MAX_PROBE_BYTES,
    timeout: stallMs,
    killSignal: 'SIGKILL' as const,
    ...(signal && { signal }),
  };
  return new Promise((resolve, reject) => {
    execFile(path, everything, settings, (error, stdout, stderr) => {
      onRun?.({ program: 'ffprobe', arguments: everything, ms: performance.now() - begunMs });
      for (const line of stderr.split('\n')) reason.add(line);
      if (signal?.aborted) reject(cancelled());
      else if (error?.code === 'ENOENT') reject(missing(error));
      else if (error?.killed) reject(stalled('ffprobe did not finish', stallMs));
      else resolve({ answer: error ? '' : stdout, reason: reason.line });
    });
  });
}

function missing(cause: unknown): ConvertError {
  return new ConvertError('ffmpeg-missing', 'ffprobe was on this machine and is gone; install ffmpeg again.', {
    cause,
  });
}

/**
 * Replaces what fluent-ffmpeg would do around the process: search the PATH, start ffmpeg twice to ask for its formats and encoders
 * (media-tools.ts has examined it, and a path kept per command does not leak into the next one), and read its output through a pipe.
 */
function adapt(command: FfmpegCommand, path: string, stdio: readonly ['pipe' | 'ignore', Socket, 'pipe']): void {
  const spawn: unknown = Reflect.get(command, '_spawnFfmpeg');
  if (typeof spawn !== 'function') throw new Error('this fluent-ffmpeg is not the one that was adapted');
  Object.assign(command, {
    _getFfmpegPath: (done: (error: null, path: string) => void) => done(null, path),
    _checkCapabilities: (done: (error: null) => void) => done(null),
    availableEncoders: (done: (error: null, encoders: object) => void) => done(null, {}),
    _spawnFfmpeg: (args: string[], options: object, ...callbacks: unknown[]) =>
      Reflect.apply(spawn, command, [args, { ...options, captureStdout: false, stdio }, ...callbacks]),
  });
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
