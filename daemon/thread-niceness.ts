import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * Lets this thread step back behind others. On Linux niceness is each thread's own, and a thread's id does for a process's (setpriority(2),
 * "C library/kernel differences"); elsewhere it would be the whole process's, and nothing happens.
 *
 * @param niceness 0 to 19; 0 leaves it as it is
 */
export function stepBack(niceness: number): void {
  if (niceness === 0 || process.platform !== 'linux') return;
  const [, thread] = readlinkSync('/proc/thread-self').split('/task/');
  setPriority(Number(thread), niceness);
}
