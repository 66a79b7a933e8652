import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../../daemon/clock.js';
import { type DurableFiles, durableFiles } from '../../../daemon/library/durable-file.js';

/** A library's folder as it was at one moment. */
export interface DiskAtStep {
  readonly root: string;
  /** What was about to be done: "rename ID.png". */
  readonly before: string;
  /** What somebody had been promised by then, as the test says. */
  readonly promised: readonly string[];
}

/**
 * Keeps what lies on the disk before each step of a library's work: a process that is killed there leaves just that, and what it had in memory is
 * gone. So one process and a copy a step show what it would take a process a step to show.
 *
 * Steps are the file operations that publishing depends on, and moments inside a transaction, where the library asks what time it is.
 */
export class DiskAtEachStep {
  readonly files: DurableFiles;
  readonly clock: Clock;
  readonly steps: DiskAtStep[] = [];
  readonly promised: string[] = [];
  readonly #root: string;
  readonly #copies: string;
  #isOn = false;
  /** Operations that may be half done: a copy takes longer than a death. */
  #underWay = 0;
  #last = '';

  /** @param copies an empty folder elsewhere. */
  constructor(root: string, copies: string) {
    this.#root = root;
    this.#copies = copies;
    const { syncFile, syncFolder, rename, remove, ensureFolder } = durableFiles;
    const step =
      <Path extends string[], Result>(what: string, work: (...paths: Path) => Promise<Result>) =>
      async (...paths: Path) => {
        this.keep(`${what} ${paths.at(-1)}`);
        this.#underWay += 1;
        return work(...paths).finally(() => {
          this.#underWay -= 1;
        });
      };
    this.files = {
      syncFile: step('sync', syncFile),
      syncFolder: step('sync', syncFolder),
      rename: step('rename to', rename),
      remove: step('remove', remove),
      ensureFolder: step('make', ensureFolder),
    };
    this.clock = {
      monotonicMs: systemClock.monotonicMs,
      wallMs: () => {
        this.keep('the time');
        return systemClock.wallMs();
      },
    };
  }

  begin(): void {
    this.#isOn = true;
  }

  end(): void {
    this.keep('the end');
    this.#isOn = false;
  }

  /** A step of another kind. Where nothing changed since the last one, that stands for this. */
  keep(before: string): void {
    if (!this.#isOn || this.#underWay > 0) return;
    const now = `${this.promised.join()} ${fingerprint(this.#root)}`;
    if (now === this.#last) return;
    this.#last = now;
    const root = join(this.#copies, String(this.steps.length));
    mkdirSync(root);
    // Not by this process: closing a file of SQLite's would drop the locks that it holds on it (fcntl(2)).
    // What a conversion deletes meanwhile need not come with it.
    spawnSync('cp', ['-a', `${this.#root}/.`, root]);
    this.steps.push({ root, before: before.replace(this.#root, ''), promised: [...this.promised] });
  }
}

function fingerprint(root: string): string {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return paths
    .map((path) => {
      const { mtimeMs = 0, size = 0 } = statSync(join(root, path), { throwIfNoEntry: false }) ?? {};
      return `${path} ${size} ${mtimeMs}`;
    })
    .join();
}
