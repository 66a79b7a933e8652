import { totalmem } from 'node:os';
import { ConvertError } from './convert-error.js';

/** What a program may take that reads a file nobody has vouched for. */
export interface ProgramLimits {
  /** Memory of its own: what it allocates and its threads' stacks, not the files and libraries it maps. */
  readonly memoryBytes: number;
  /** 0 to 19. */
  readonly niceness: number;
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

/**
 * What to start so that `program` runs within the limits: a shell that sets them and then becomes the program (exec), so that it is the
 * same process. The shell's text is fixed, and everything else an argument. Every system has a shell, few have prlimit(1).
 *
 * The limit is RLIMIT_DATA (getrlimit(2)), which since Linux 4.7 counts all private writable memory. RLIMIT_AS would count 300 MB of
 * libraries, and 64 MB that malloc reserves for every thread without using them. A system that knows no such limit goes on without.
 */
export function limitedCommand(
  program: string,
  args: readonly string[],
  { memoryBytes, niceness }: ProgramLimits,
): { readonly file: string; readonly args: string[] } {
  const nice = niceness === 0 ? [] : ['nice', '-n', String(niceness)];
  return {
    file: '/bin/sh',
    args: ['-c', LIMIT_AND_RUN, String(Math.floor(memoryBytes / 1024)), ...nice, program, ...args],
  };
}

const LIMIT_AND_RUN = 'ulimit -d "$0" 2>/dev/null; exec "$@"';

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
