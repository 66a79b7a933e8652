import type { Readable } from 'node:stream';
import type { ArrivingInput } from './arriving-media.js';
import { startConfined } from './confined-child.js';
import { ConvertError, cancelled } from './convert-error.js';
import { DEFAULT_STALL_MS, type RunOptions, stalled } from './ffmpeg.js';
import { FfmpegReason } from './ffmpeg-reason.js';
import { defaultMemoryBytes, isNotStarted, MOST_CPU_MS, tooMuchCpu, tooMuchMemory } from './program-limits.js';
import { StallGuard } from './stall-guard.js';

/** Behind the picture, and ahead of conversions: somebody waits for it, and it takes a twentieth of a second. */
const PROBE_NICENESS = 5;

/** ffprobe's answer may be so long; more is an attack on memory. */
const MAX_PROBE_BYTES = 32 << 20;

export interface ProbeOutcome {
  /** What it printed on standard output; empty: it could not read the file. */
  readonly answer: string;
  /** What it found wrong. */
  readonly reason: string | undefined;
}

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
  const { signal, onRun, stallMs = DEFAULT_STALL_MS, memoryBytes = defaultMemoryBytes(), sandbox } = options;
  const { cpuMs = MOST_CPU_MS } = options;
  const arriving = typeof input === 'object' ? input : undefined;
  const everything = ['-hide_banner', '-loglevel', 'level+error', ...args, addressOf(input)];
  const stdin = arriving ? 'pipe' : typeof input === 'number' ? input : 'ignore';
  const { child, kill, end } = startConfined(path, everything, {
    limits: { memoryBytes, niceness: PROBE_NICENESS, cpuMs, sandbox },
    stdio: [stdin, 'pipe', 'pipe'],
  });
  const answer = collect(child.stdout);
  const said = collect(child.stderr);
  return new Promise((resolve, reject) => {
    let stop: Error | undefined;
    const stopWith = (error: Error) => {
      stop ??= error;
      kill();
    };
    const onAbort = () => stopWith(cancelled());
    const guard = new StallGuard(stallMs, arriving?.isStarved ?? (() => false), () =>
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
      const { ms, outOfCpu } = end();
      onRun?.({ program: 'ffprobe', arguments: everything, ms });
      const reason = new FfmpegReason();
      for (const line of said().split('\n')) reason.add(line);
      if (stop) reject(stop);
      else if (isNotStarted(code)) reject(missing(said()));
      else if (outOfCpu) reject(tooMuchCpu('ffprobe', cpuMs));
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

function missing(words: string): ConvertError {
  return new ConvertError('ffmpeg-missing', 'ffprobe was on this machine and is gone; install ffmpeg again.', {
    cause: new Error(words.trim()),
  });
}
