import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../daemon/package-root.js';

export interface DaemonOptions {
  /** Folder of the library. */
  data: string;
  /** More words behind `framed run`. */
  words?: readonly string[];
  /** Default: none, and then it listens on this machine only. */
  login?: 'required' | 'none';
  /** The line after which it counts as started, whose first group is `url`. Default: the page's address. */
  waitFor?: RegExp;
  /** Default: a minute. */
  startTimeoutMs?: number;
  /** Over this process's own. */
  environment?: Readonly<Record<string, string>>;
  /** No file it writes may be longer, as on a file system that takes no longer ones (`ulimit -f`). */
  maxFileKib?: number;
}

const ADDRESS = /Open (http:\S+)/;

/** How long a daemon may take to come up on a busy machine. */
const START_TIMEOUT_MS = 60_000;

/** A real `framed run` in a process of its own, on a free port. */
export class DaemonProcess {
  /** Of the page, with a slash at its end; empty where it was not waited for. */
  readonly url: string;
  /** What it has written to standard error so far. */
  readonly lines: readonly string[];
  readonly child: ChildProcess;

  private constructor(child: ChildProcess, url: string, lines: readonly string[]) {
    this.child = child;
    this.url = url;
    this.lines = lines;
  }

  /** Resolves when the daemon plays and serves; rejects with its own words where it does not come up. */
  static async start(options: DaemonOptions): Promise<DaemonProcess> {
    const { data, words = [], waitFor = ADDRESS, environment = {}, maxFileKib, login = 'none' } = options;
    const { startTimeoutMs = START_TIMEOUT_MS } = options;
    const run = ['run', '--data', data, '--port', '0', '--login', login, ...words];
    const [command, args] = limited(maxFileKib, [process.execPath, join(packageRoot, 'dist/daemon/main.js'), ...run]);
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...environment },
    });
    const lines: string[] = [];
    const output = createInterface({ input: child.stderr });
    const url = await new Promise<string>((resolve, reject) => {
      const fail = () => reject(new Error(`framed run did not come up:\n${lines.join('\n')}`));
      const timeout = setTimeout(fail, startTimeoutMs).unref();
      child.once('exit', fail);
      output.on('line', (line) => {
        lines.push(line);
        const found = waitFor.exec(line);
        if (!found) return;
        clearTimeout(timeout);
        child.off('exit', fail);
        resolve(found[1] ?? '');
      });
    });
    return new DaemonProcess(child, url, lines);
  }

  /** Ends it by a signal and resolves with the exit code; null where the signal killed it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const exited = new Promise<number | null>((resolve) => this.child.once('exit', (code) => resolve(code)));
    this.child.kill(signal);
    return exited;
  }
}

/**
 * By a shell that becomes the command, so that signals reach it. bash counts in KiB (POSIX: in 512 bytes). What tap brings into children by
 * NODE_OPTIONS would end the process by SIGXFSZ, which Node ignores.
 */
function limited(maxFileKib: number | undefined, command: [string, ...string[]]): [string, string[]] {
  const [program, ...args] = command;
  if (maxFileKib === undefined) return [program, args];
  return ['bash', ['-c', 'unset NODE_OPTIONS; ulimit -f "$0" && exec "$@"', String(maxFileKib), program, ...args]];
}
