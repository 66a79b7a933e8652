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

/** @param unshare path of util-linux's unshare(1), an essential package of Debian; undefined: it is not here. */
export async function findSandbox(unshare: string | undefined): Promise<Sandbox> {
  if (unshare === undefined) return [];
  const sandbox = [unshare, ...NAMESPACES];
  const [file, ...words] = [...sandbox, '/bin/sh', '-c', ':'] as const;
  return run(file ?? unshare, words, { timeout: 10_000 }).then(
    () => sandbox,
    () => [],
  );
}

const run = promisify(execFile);
