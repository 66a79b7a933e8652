import { spawnSync } from 'node:child_process';

/**
 * Words in front of a command that is to run only while nobody else wants the processor: chrt(1) of util-linux, an essential package of Debian,
 * with SCHED_IDLE (sched(7)). Whoever wakes then has the processor at once, where it would else wait for the end of a slice however nice
 * the other is: 3 to 4 ms (perf sched). Four films at once, two cores (`npm run bench -- upload`, `late_p99_ms`): 3.4, 3.3, 4.3, 2.8, 5.1 by niceness alone, 5.0, 2.6,
 * 1.9 so. Empty where that is not to be had. Looked for once, which is 3 ms.
 */
export function idleScheduling(): readonly string[] {
  known ??= spawnSync(IDLE[0], [...IDLE.slice(1), 'true'], { stdio: 'ignore' }).status === 0 ? IDLE : [];
  return known;
}

const IDLE = ['chrt', '--idle', '0'] as const;
let known: readonly string[] | undefined;
