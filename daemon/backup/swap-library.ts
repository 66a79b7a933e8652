import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type DurableFiles, durableFiles } from '../library/durable-file.js';
import type { Log } from '../log.js';
import { backupError } from './backup-error.js';
import { keepConfig, placeConfig } from './swap-config.js';

/** What a library is made of, below its root. What else lies there (uploads, caches, work in progress) is not part of a swap. */
const LIBRARY_PARTS = [
  'library.db',
  'library.db-wal',
  'library.db-shm',
  'originals',
  'renditions',
  'posters',
  'previews',
  'copies',
] as const;

const INTERRUPTED =
  'The storage failed just when another library was to take the place of this one. framed does it by itself as soon as the storage works, at the latest when it starts again; check the SD card.';

/**
 * Exchanges the library below a root for another one, so that a plug that is pulled at any moment leaves the one or the other, whole:
 *
 *     restore/    a whole library that is to take the place of the present one. That it is there is the decision: it appears by one
 *                 rename. From now on the present parts are moved to replaced/.
 *     restoring/  the same folder, once all of them are: its parts are moved to the root.
 *     replaced/   the library before. It may be put back in the same way.
 *
 * Each step may be done again by the next start, which finishes before anything opens the library.
 */
export class LibrarySwap {
  readonly #root: string;
  readonly #log: Log;
  readonly #files: DurableFiles;

  constructor(root: string, log: Log, files: DurableFiles = durableFiles) {
    this.#root = root;
    this.#log = log;
    this.#files = files;
  }

  get replaced(): string {
    return this.#in('replaced');
  }

  /** True while a decision waits for {@link finish}. */
  async isDecided(): Promise<boolean> {
    return (await exists(this.#in('restore'))) || (await exists(this.#in('restoring')));
  }

  /**
   * The library in `folder`, all of it on the disk, is to take the place of the present one. Where this rejects, all is as it was; but for
   * 'restore-interrupted', where the storage neither vouches for the decision nor lets it be taken back: then it stands, see {@link confirm}.
   *
   * @param waste a folder that does not exist, on the same file system: there goes what was replaced before.
   */
  async decide(folder: string, waste: string): Promise<void> {
    const wasReplaced = await exists(this.replaced);
    if (wasReplaced) await this.#files.rename(this.replaced, waste);
    try {
      await this.#decide(folder);
    } catch (error) {
      if (wasReplaced && !(await this.isDecided())) await this.#files.rename(waste, this.replaced).catch(() => {});
      throw error;
    }
  }

  /**
   * Whether a decision that was interrupted is on the disk by now. A storage that forgot what it failed to write, and says that all is well, costs
   * nothing: {@link finish} makes and syncs another name in the same folder before it moves anything.
   */
  async confirm(): Promise<boolean> {
    return this.#files.syncFolder(this.#root).then(
      () => true,
      () => false,
    );
  }

  /** The library that was replaced is to come back. False where there is none. Rejects like {@link decide}. */
  async decideUndo(): Promise<boolean> {
    if (!(await exists(this.replaced))) return false;
    await this.#decide(this.replaced);
    return true;
  }

  /** Does what was decided, or what is left of it; nobody may have the library open. False where nothing was. */
  async finish(): Promise<boolean> {
    const files = this.#files;
    const [restore, restoring] = [this.#in('restore'), this.#in('restoring')];
    if (await exists(restore)) {
      await files.ensureFolder(this.replaced);
      await keepConfig(restore, this.replaced, files);
      for (const part of LIBRARY_PARTS) await this.#moveIfThere(this.#in(part), join(this.replaced, part));
      await files.syncFolder(this.replaced);
      await files.syncFolder(this.#root);
      await files.rename(restore, restoring);
      await files.syncFolder(this.#root);
    } else if (!(await exists(restoring))) return false;
    for (const part of LIBRARY_PARTS) await this.#moveIfThere(join(restoring, part), this.#in(part));
    await files.syncFolder(this.#root);
    try {
      await placeConfig(restoring, files);
    } catch (error) {
      // A picture with another configuration is worth more than none.
      const reason = error instanceof Error ? error.message : String(error);
      this.#log.error('the configuration of the backup could not be put in its place', { reason });
    }
    await files.remove(restoring);
    await files.syncFolder(this.#root);
    return true;
  }

  /** Gives the library that was replaced up. False where there is none. */
  async forget(): Promise<boolean> {
    if (!(await exists(this.replaced))) return false;
    await this.#files.remove(this.replaced);
    return true;
  }

  /** A name that is not on the disk for certain is taken back: the next start would act by it. */
  async #decide(folder: string): Promise<void> {
    const files = this.#files;
    const decision = this.#in('restore');
    await files.rename(folder, decision);
    try {
      await files.syncFolder(this.#root);
    } catch (error) {
      await files.rename(decision, folder).catch((thrown) => {
        throw backupError('restore-interrupted', INTERRUPTED, thrown);
      });
      await files.syncFolder(this.#root);
      throw error;
    }
  }

  async #moveIfThere(from: string, to: string): Promise<void> {
    if (await exists(from)) await this.#files.rename(from, to);
  }

  #in(name: string): string {
    return join(this.#root, name);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
