import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Words in front of a command that put it where there is no network and no process but its own. Empty: this machine has no such place, and the
 * limits of program-limits.ts are all that holds it.
 */
export type Sandbox = readonly string[];

/**
 * Namespaces of its own (namespaces(7)), for which nobody needs to be root:
 *
 * - user: the way to the others. No user is mapped into it, so the program has no capability in there and cannot make another one (user_namespaces(7),
 *   "the creator needs a mapping"); files it may read and write as before.
 * - net: no interface is up, not even the loopback; sockets of the abstract kind are another world's too.
 * - pid: when the program ends, the kernel ends whatever it has started, also what has left its process group. The program is the first process in
 *   there, forked by the shell that sets its limits: unshare's own --fork loses the signal that ended it (util-linux 2.38).
 *
 * Where they are forbidden (a kernel without them, Ubuntu's AppArmor, a container) programs run without.
 */
const NAMESPACES = ['--user', '--net', '--pid'];

/**
 * timeout(1) of GNU's coreutils, an essential package of Debian, with a time of 0, which is none: a child of it, in a process group of its own. A
 * session of its own (setsid(2), Node's `detached`) would bring a group as well, but also a share of the processor as large as the daemon's, where the
 * kernel groups by session (see {@link stepSessionBack}): the thread that compresses frames then takes from ffmpeg whatever its niceness. Conversions
 * take 0.79 to 0.93 of the time (three pairs, two cores).
 */
const GROUP_TIME = '0';

/**
 * @param programs paths of util-linux's unshare(1), an essential package of Debian, and of timeout(1); undefined: it is not here.
 */
export async function findSandbox({ unshare, timeout }: SandboxPrograms): Promise<Sandbox> {
  if (unshare === undefined) return [];
  const namespaces = [unshare, ...NAMESPACES];
  if (!(await runs([...namespaces, ...NOTHING]))) return [];
  const group = timeout === undefined ? [] : [timeout, GROUP_TIME];
  // Others' timeout(1) may make no group, or mean by 0 that the time is over.
  return group.length > 0 && (await runs([...group, ...ITS_OWN_GROUP])) ? [...group, ...namespaces] : namespaces;
}

export interface SandboxPrograms {
  readonly unshare: string | undefined;
  readonly timeout: string | undefined;
}

/** Whether what is started with these words in front has a process group of its own, named after the process that was started. */
export function makesGroup(sandbox: Sandbox): boolean {
  return sandbox[1] === GROUP_TIME;
}

const NOTHING = ['/bin/sh', '-c', ':'];
/** proc(5): the fifth field is the group, the fourth the parent, which has made it. */
const ITS_OWN_GROUP = ['/bin/sh', '-c', 'read -r _ _ _ parent group _ </proc/$$/stat && [ "$parent" = "$group" ]'];

async function runs([file = '', ...words]: readonly string[]): Promise<boolean> {
  return run(file, words, { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

const run = promisify(execFile);
