import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** For the `skip` of a test: why file systems can't be mounted here, or false. */
export const noMounts: string | false =
  process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0
    ? false
    : 'only root mounts file systems';

/** A small file system in memory at `folder`, or another folder that is seen there. */
export class RealDisk {
  readonly folder: string;
  #isMounted = false;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** @param limits such as "size=8m,nr_inodes=200". */
  mount(limits: string): void {
    run('mount', ['-t', 'tmpfs', '-o', limits, 'framed-test', this.folder]);
    this.#isMounted = true;
  }

  /** What is in `source` is seen here. */
  bind(source: string): void {
    run('mount', ['--bind', source, this.folder]);
    this.#isMounted = true;
  }

  /** As a stick that is pulled out: gone at once, whoever has files on it open. May be called twice. */
  pull(): void {
    if (!this.#isMounted) return;
    run('umount', ['--lazy', this.folder]);
    this.#isMounted = false;
  }
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
