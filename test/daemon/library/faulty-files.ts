import { type DurableFiles, durableFiles } from '../../../daemon/library/durable-file.js';

/** The real file work, but call number `failAt` throws as a full disk does; `sticky`: and every later one too. */
export class FaultyFiles implements DurableFiles {
  failAt = Number.POSITIVE_INFINITY;
  sticky = false;
  #calls = 0;

  arm(failAt: number, sticky: boolean): void {
    this.#calls = 0;
    this.failAt = failAt;
    this.sticky = sticky;
  }

  /** Everything works again. */
  disarm(): void {
    this.failAt = Number.POSITIVE_INFINITY;
  }

  get fired(): boolean {
    return this.#calls >= this.failAt;
  }

  syncFile = (path: string) => this.#attempt(() => durableFiles.syncFile(path));
  syncFolder = (path: string) => this.#attempt(() => durableFiles.syncFolder(path));
  rename = (from: string, to: string) => this.#attempt(() => durableFiles.rename(from, to));
  remove = (path: string) => this.#attempt(() => durableFiles.remove(path));
  ensureFolder = (path: string) => this.#attempt(() => durableFiles.ensureFolder(path));

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    this.#calls += 1;
    const fails = this.sticky ? this.#calls >= this.failAt : this.#calls === this.failAt;
    if (fails) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    return work();
  }
}
