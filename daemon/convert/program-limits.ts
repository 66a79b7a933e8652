import { constants, release, totalmem } from 'node:os';
import { ConvertError } from './convert-error.js';
import { idleScheduling } from './idle-scheduling.js';
import type { Sandbox } from './sandbox.js';

/** What a program may take that reads a file nobody has vouched for. */
export interface ProgramLimits {
  /** Memory of its own: what it allocates and its threads' stacks, not the files and libraries it maps. */
  readonly memoryBytes: number;
  /** 0 to 19; from {@link IDLE_NICENESS} on only while nobody else wants the processor. */
  readonly niceness: number;
  /** Processor time, of all its threads together. Default: {@link MOST_CPU_MS}. */
  readonly cpuMs?: number | undefined;
  /** Of a file it writes; what it sends down a pipe does not count. Default: none may be written. */
  readonly fileBytes?: number | undefined;
  /** Default: none. */
  readonly sandbox?: Sandbox | undefined;
}

/**
 * Three quarters of the machine's memory, or of what the daemon's control group may have; 2 GiB at most, for the largest picture that is
 * let in: 100 megapixels of 8 bytes (16 bits a channel, with transparency) are 0.8 GB, twice that where it is turned or laid over a colour.
 *
 * What ffmpeg 5.1 needs with 4 threads: 640x480 film 83 MB, 4K film 185, photo of 24 megapixels 74, PNG of 99 megapixels 380 (found by
 * lowering the limit until it fails). A Pi with 512 MB, of which Linux sees 430, allows 320.
 */
export function defaultMemoryBytes(
  totalBytes = totalmem(),
  constrainedBytes = process.constrainedMemory() ?? 0,
): number {
  const machineBytes = constrainedBytes > 0 ? Math.min(totalBytes, constrainedBytes) : totalBytes;
  return Math.min(MOST_BYTES, Math.floor(machineBytes * SHARE_OF_MACHINE));
}

const SHARE_OF_MACHINE = 0.75;
const MOST_BYTES = 2 * 2 ** 30;

/** A day of four cores: for what is limited by the clock on the wall. It ends a program that has outlived the daemon. */
export const MOST_CPU_MS = 4 * 24 * 3600 * 1000;

/** Conversions and what is done in the background; not what says within 100 ms what a file is. */
const IDLE_NICENESS = 10;

/** ffmpeg has its input, three pipes and a few of its own; poppler a font or two. */
const OPEN_FILES = 64;

/** Processes and threads. ffmpeg takes 4 threads to decode and one a core for each filter. */
const PROCESSES = 256;

/**
 * What to start so that `program` runs within the limits: a shell that sets them and then becomes the program (exec), or in a sandbox waits for it
 * (see {@link signalOfCode}). The shell's text is fixed, and everything else an argument. Every system has a shell, few have prlimit(1).
 *
 * Memory is RLIMIT_DATA (getrlimit(2)), which since Linux 4.7 counts all private writable memory. RLIMIT_AS would count 300 MB of
 * libraries, and 64 MB that malloc reserves for every thread without using them. A system that knows no such limit goes on without.
 *
 * Processes are counted for each user and, since Linux 5.14, each user namespace: only in a sandbox does the limit mean this program alone.
 *
 * Measured on x64, in turns, until `true` has ended: 3.0 ms with niceness and limits, 4.7 in a sandbox; bare 1.6.
 */
export function limitedCommand(
  program: string,
  args: readonly string[],
  { memoryBytes, niceness, cpuMs = MOST_CPU_MS, fileBytes = 0, sandbox = [] }: ProgramLimits,
): { readonly file: string; readonly args: string[] } {
  const cpuSeconds = Math.max(1, Math.ceil(cpuMs / 1000));
  const limits = [
    Math.floor(memoryBytes / 1024),
    cpuSeconds,
    cpuSeconds + 1,
    // POSIX: ulimit -f counts in 512 bytes.
    Math.ceil(fileBytes / 512),
    OPEN_FILES,
    sandbox.length > 0 && countsByNamespace(release()) ? PROCESSES : 'unlimited',
  ].map(String);
  const idle = niceness >= IDLE_NICENESS ? idleScheduling() : [];
  const nice = niceness === 0 ? [] : ['nice', '-n', String(niceness)];
  const [file = '/bin/sh', ...words] = [
    ...idle,
    ...nice,
    ...sandbox,
    '/bin/sh',
    '-c',
    LIMIT + (sandbox.length > 0 ? RUN : BECOME),
    ...limits,
  ];
  return { file, args: [...words, program, ...args] };
}

/** Core dumps are off. dash counts processes by -p, other shells by -u. The soft limit of time comes first, since it tells by SIGXCPU what it was. */
const LIMIT =
  '{ ulimit -d "$0"; ulimit -S -t "$1"; ulimit -H -t "$2"; ulimit -f "$3"; ulimit -n "$4"; ulimit -c 0; ' +
  '[ "$5" = unlimited ] || ulimit -p "$5" || ulimit -u "$5"; } 2>/dev/null; shift 5; ';
const BECOME = 'exec "$@"';
/** With something behind it, or the shell would become the program after all. */
const RUN = '"$@"; exit $?';

/**
 * The signal that ended a program in a sandbox, by the code that its shell ends with: 128 and the signal's number (POSIX, "Exit Status for Commands").
 * Only those that end a program which nobody wants to end; codes of ffmpeg's own lie elsewhere.
 */
export function signalOfCode(code: number | null): NodeJS.Signals | null {
  const names: readonly NodeJS.Signals[] = ['SIGILL', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGSEGV', 'SIGXCPU'];
  return names.find((name) => code === 128 + constants.signals[name]) ?? null;
}

/** @param version of Linux, as uname(1) gives it. */
function countsByNamespace(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > 5 || (major === 5 && minor >= 14);
}

/** The shell's answers where there is no such program, or it cannot be run (POSIX, "Exit Status for Commands"). */
export function isNotStarted(code: number | null): boolean {
  return code === 126 || code === 127;
}

/** Whether what a program says means that it was refused memory, or a thread's stack. */
export function ranOutOfMemory(words: string): boolean {
  return /cannot allocate memory|out of memory|memory exhausted|bad_alloc|resource temporarily unavailable/i.test(
    words,
  );
}

export function tooMuchMemory(program: string, memoryBytes: number): ConvertError {
  const most = `${Math.round(memoryBytes / 1e6)} MB`;
  return new ConvertError(
    'media-too-large',
    `${program} needs more memory for this file than the ${most} it may take here.`,
  );
}

export function tooMuchTime(program: string, maxMs: number): ConvertError {
  return new ConvertError('convert-stalled', `${program} took more than ${maxMs / 1000} s and was stopped.`);
}

export function tooMuchCpu(program: string, cpuMs: number): ConvertError {
  return new ConvertError(
    'convert-stalled',
    `${program} took more than the ${Math.ceil(cpuMs / 1000)} s of processor time that this file is worth, and was stopped.`,
  );
}

/**
 * Whether a program that was killed had used its processor time up: SIGXCPU says so. The first process of a sandbox is not killed by that, but by
 * SIGKILL a second later (pid_namespaces(7)), which is taken for it where it ran long enough.
 */
export function ranOutOfCpu(signal: string | null | undefined, ms: number, cpuMs = MOST_CPU_MS, cores = 1): boolean {
  return signal === 'SIGXCPU' || (signal === 'SIGKILL' && ms * cores >= cpuMs);
}
