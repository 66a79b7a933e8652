import { execFile } from 'node:child_process';
import { Readable, Transform } from 'node:stream';
import createCommand from 'fluent-ffmpeg';
import { ConvertError, cancelled } from './convert-error.js';
import { FfmpegReason } from './ffmpeg-reason.js';
import type { CommandLine } from './plan.js';
import { StallGuard } from './stall-guard.js';

// The one file that runs ffmpeg and ffprobe. fluent-ffmpeg is archived, so nothing of its interface leaves this file.

/** Conversion steps back for whatever keeps the picture moving. */
export const CONVERT_NICENESS = 10;

/** A decoder that says and gives nothing for so long hangs. A Pi Zero takes 20 s for a 50 megapixel PNG. */
export const DEFAULT_STALL_MS = 60_000;

export interface RunOptions {
  /** What to give on standard input, where the command line has no path. Destroyed when ffmpeg ends. */
  readonly input?: Readable | undefined;
  /** Takes each line of standard error. */
  readonly onLine?: ((line: string) => void) | undefined;
  /** Kills ffmpeg; {@link FfmpegRun.finished} then rejects with 'convert-cancelled'. */
  readonly signal?: AbortSignal | undefined;
  readonly niceness?: number | undefined;
  readonly stallMs?: number | undefined;
}

export interface FfmpegRun {
  /** Standard output. ffmpeg waits while nobody reads it. */
  readonly output: Readable;
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
export function startFfmpeg(path: string, commandLine: CommandLine, options: RunOptions = {}): FfmpegRun {
  const { input, signal, onLine, niceness = CONVERT_NICENESS, stallMs = DEFAULT_STALL_MS } = options;
  const reason = new FfmpegReason();
  const command = createCommand({ niceness });
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
  const guard = new StallGuard(
    stallMs,
    () => output.readableLength > 0,
    () =>
      stopWith(
        new ConvertError('convert-stalled', `ffmpeg gave no sign of life for ${stallMs / 1000} s and was stopped.`),
      ),
  );
  const output = new Transform({
    // No 'close' event: fluent-ffmpeg takes one that comes 20 ms before the process's exit for a broken pipe.
    emitClose: false,
    transform(chunk, _encoding, done) {
      guard.touch();
      done(null, chunk);
    },
  });

  Object.assign(command, alreadyExamined(path));
  command.input(commandLine.path === undefined ? (input ?? Readable.from([])) : `file:${commandLine.path}`);
  command
    .inputOptions(...unsplit(commandLine.before))
    .outputOptions(...unsplit(commandLine.after))
    .output(output);

  const finished = new Promise<FfmpegOutcome>((resolve, reject) => {
    const settle = (error?: Error) => {
      running = false;
      guard.stop();
      signal?.removeEventListener('abort', onAbort);
      input?.destroy();
      // A process that never came up has no standard output to end ours.
      if (error && !output.writableEnded) output.end();
      const sender = error && 'inputStreamError' in error ? error.inputStreamError : undefined;
      if (stop ?? sender) reject(stop ?? sender);
      else resolve({ content: error === undefined, reason: reason.line, killedBy: signalOf(error) });
    };
    command
      .on('start', () => {
        running = true;
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
  // Whoever reads the output meets the rejection a moment later than it happens.
  finished.catch(() => {});
  return { output, finished, kill };
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
  const { signal, stallMs = DEFAULT_STALL_MS } = options;
  const reason = new FfmpegReason();
  const everything = ['-hide_banner', '-loglevel', 'level+error', ...args, `file:${file}`];
  const settings = {
    maxBuffer: MAX_PROBE_BYTES,
    timeout: stallMs,
    killSignal: 'SIGKILL' as const,
    ...(signal && { signal }),
  };
  return new Promise((resolve, reject) => {
    execFile(path, everything, settings, (error, stdout, stderr) => {
      for (const line of stderr.split('\n')) reason.add(line);
      if (signal?.aborted) reject(cancelled());
      else if (error?.code === 'ENOENT') reject(missing(error));
      else if (error?.killed)
        reject(new ConvertError('convert-stalled', `ffprobe took more than ${stallMs / 1000} s and was stopped.`));
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
 * Replaces what fluent-ffmpeg would do before its first run: search the PATH, and start ffmpeg twice to ask for its formats and
 * encoders. media-tools.ts has examined it, and a path kept per command does not leak into the next one.
 */
function alreadyExamined(path: string): object {
  return {
    _getFfmpegPath: (done: (error: null, path: string) => void) => done(null, path),
    _checkCapabilities: (done: (error: null) => void) => done(null),
    availableEncoders: (done: (error: null, encoders: object) => void) => done(null, {}),
  };
}

/** fluent-ffmpeg splits an only argument at its blank, and leaves two or more alone. */
function unsplit(args: readonly string[]): string[] {
  if (args.length < 2) throw new Error(`at least two arguments are needed, not ${args.length}`);
  return [...args];
}

function signalOf(error: Error | undefined): string | undefined {
  return /killed with signal (\S+)/.exec(error?.message ?? '')?.[1];
}
