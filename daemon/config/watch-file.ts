import { type FSWatcher, watch } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** Where delays come from. */
export interface WatchTimers {
  after(delayMs: number, callback: () => void): () => void;
  every(periodMs: number, callback: () => void): () => void;
}

export interface FileWatchOptions {
  /** None of them, nor their folders, need exist yet. */
  paths: readonly string[];
  timers: WatchTimers;
  /** Something may have changed. Called once for a burst of events, and also for nothing now and then. */
  onChange: () => void;
}

/** An editor's save is a handful of events (write, rename, attributes) within some ten milliseconds. */
const SETTLE_MS = 200;

/** An empty file is mostly one that is just being written: shells and editors cut it to nothing first. Slow cards take their time. */
const EMPTY_SETTLE_MS = 2000;

/** For file systems that tell nothing (network shares, FUSE), and folders that come later. A look is one stat a file. */
const POLL_MS = 5000;

/** Watches files through their folders, since editors put a new file in the place of the old one. */
export class FileWatch {
  readonly #options: FileWatchOptions;
  /** By folder. */
  readonly #watchers = new Map<string, FSWatcher>();
  #seen = new Map<string, string>();
  #endPoll: (() => void) | undefined;
  #cancelSettle: (() => void) | undefined;

  constructor(options: FileWatchOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#endPoll = this.#options.timers.every(POLL_MS, () => void this.look());
    this.#seen = await this.#signatures();
    await this.#watchFolders();
  }

  /** Looks now, as it does every few seconds. Resolves when what has changed is noted. */
  async look(): Promise<void> {
    const now = await this.#signatures();
    if (this.#endPoll === undefined) return;
    const changed = [...now].some(([path, signature]) => this.#seen.get(path) !== signature);
    this.#seen = now;
    await this.#watchFolders();
    if (changed) this.#settle();
  }

  /** May be called twice. */
  stop(): void {
    this.#endPoll?.();
    this.#endPoll = undefined;
    this.#cancelSettle?.();
    this.#cancelSettle = undefined;
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #settle(): void {
    const isEmpty = [...this.#seen.values()].some((signature) => signature.startsWith(EMPTY));
    this.#cancelSettle?.();
    this.#cancelSettle = this.#options.timers.after(isEmpty ? EMPTY_SETTLE_MS : SETTLE_MS, () => {
      this.#cancelSettle = undefined;
      this.#options.onChange();
    });
  }

  /** Folders come and go, and a link may lead to another one from now on. */
  async #watchFolders(): Promise<void> {
    const wanted = new Map<string, Set<string>>();
    for (const path of this.#options.paths) {
      for (const real of [path, await realpath(path).catch(() => path)]) {
        const names = wanted.get(dirname(real)) ?? new Set();
        wanted.set(dirname(real), names.add(basename(real)));
      }
    }
    if (this.#endPoll === undefined) return;
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const [folder, names] of wanted) if (!this.#watchers.has(folder)) this.#watchFolder(folder, names);
  }

  #watchFolder(folder: string, names: ReadonlySet<string>): void {
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        if (name === null || names.has(name)) void this.look();
        // The folder itself was moved or removed: this watcher hears nothing any more.
        if (event === 'rename' && name === basename(folder)) this.#forget(folder, watcher);
      });
      // What cannot be watched is looked at.
      watcher.on('error', () => this.#forget(folder, watcher));
      this.#watchers.set(folder, watcher);
    } catch {
      // No such folder yet, or no more watches to be had: the next look tries again.
    }
  }

  #forget(folder: string, watcher: FSWatcher): void {
    watcher.close();
    if (this.#watchers.get(folder) === watcher) this.#watchers.delete(folder);
  }

  async #signatures(): Promise<Map<string, string>> {
    const entries = this.#options.paths.map(async (path) => [path, await signatureOf(path)] as const);
    return new Map(await Promise.all(entries));
  }
}

const EMPTY = 'empty';

/** Changes whenever the file does; of its content only whether there is any. */
async function signatureOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path);
    return [size === 0 ? EMPTY : size, dev, ino, mtimeMs, ctimeMs].join(' ');
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}
