import { readlinkSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { getPriority, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const NICEST = 19;

/**
 * Lets this thread step back behind others. On Linux niceness is each thread's own, and a thread's id does for a process's (setpriority(2),
 * "C library/kernel differences"); elsewhere it would be the whole process's, and nothing happens.
 *
 * @param by so much from where it is, as nice(1) does for programs, and to 19 at most: most users may not step forward again.
 */
export function stepBack(by: number): void {
  if (by === 0 || process.platform !== 'linux') return;
  const thread = ownThread();
  setPriority(thread, Math.min(getPriority(thread) + by, NICEST));
}

const FIRST = -20;

/**
 * Lets this thread step forward, before others: for one that sleeps most of the time and must not wait when it wakes. Returns whether it may: root may, and
 * whoever has RLIMIT_NICE (LimitNICE= of systemd's unit); others stay where they are.
 */
export function stepForward(by: number): boolean {
  if (process.platform !== 'linux') return false;
  const thread = ownThread();
  try {
    setPriority(thread, Math.max(getPriority(thread) - by, FIRST));
    return true;
  } catch {
    return false;
  }
}

function ownThread(): number {
  return Number(readlinkSync('/proc/thread-self').split('/task/')[1]);
}

/** The kernel lets those who are not root do this ten times a second, all together; a few programs may be started at a time. */
const TRIES = 10;
const TRY_AGAIN_MS = 110;

/**
 * Lets a session of its own step back behind this one. Where the kernel groups processes by session (sched(7), "The autogroup feature"; the systems of
 * Raspberry Pi and Debian do), what nice(1) says counts only within the session: a new one gets as much as all of the daemon, and the thread
 * that shows frames waits for its slices. Nothing happens where it does not group (nor in a control group with a share of the processor of its own,
 * where the file is there, but empty), or the session has ended.
 *
 * Four films sent and converted at once, two cores (`npm run bench -- upload`, `late_p99_ms`), by turns: 5.1, 4.7, 6.6 without this; 3.1, 3.3, 4.3 with it.
 *
 * @param leader the process that began the session. @param by so much from where this session is, and to 19 at most.
 */
export async function stepSessionBack(leader: number, by: number): Promise<void> {
  if (by === 0 || process.platform !== 'linux') return;
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      const [, own] = / nice (-?\d+)/.exec(await readFile('/proc/self/autogroup', 'utf8')) ?? [];
      if (own === undefined) return;
      await writeFile(`/proc/${leader}/autogroup`, String(Math.min(Number(own) + by, NICEST)));
      return;
    } catch (error) {
      // Gone, or not grouped. Else it may be another's turn (EAGAIN), or the program is just putting its sandbox on (EACCES).
      if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code))) return;
    }
    await sleep(TRY_AGAIN_MS, undefined, { ref: false });
  }
}
