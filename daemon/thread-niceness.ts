import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

const NICEST = 19;

/**
 * Lets this thread step back behind others. On Linux niceness is each thread's own, and a thread's id does for a process's (setpriority(2),
 * "C library/kernel differences"); elsewhere it would be the whole process's, and nothing happens.
 *
 * @param by so much from where it is, as nice(1) does for programs, and to 19 at most: most users may not step forward again.
 */
export function stepBack(by: number): void {
  if (by === 0 || process.platform !== 'linux') return;
  const thread = Number(readlinkSync('/proc/thread-self').split('/task/')[1]);
  setPriority(thread, Math.min(getPriority(thread) + by, NICEST));
}
