import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Log } from '../log.js';
import type { DurableFiles } from './durable-file.js';
import type { Layout } from './layout.js';
import { libraryError, toLibraryError } from './library-error.js';
import { forgetReceived, mayHaveNote } from './received.js';

/** A folder for one piece of work, on the same file system as the library. What is left in it at a start was never published. */
export interface Staging {
  readonly folder: string;
  /**
   * Deletes the folder and all in it. May be called twice; never rejects: what it cannot delete, the next start sweeps. Resolves with false
   * where that would go on with a file that was received, since the note of it could not be deleted.
   *
   * @param options.durably somebody was told that the file in it is not wanted, or a clip: it is not to come back after a power cut.
   */
  discard(options?: { durably?: boolean }): Promise<boolean>;
}

/** Throws library-disk-full, library-not-writable. */
export function createStaging(layout: Layout, files: DurableFiles, log: Log): Staging {
  const folder = join(layout.staging, randomUUID());
  try {
    mkdirSync(folder);
  } catch (error) {
    throw toLibraryError(error, 'make room for a new file');
  }
  return stagingAt(folder, files, log);
}

/** A staging folder that is there. */
export function stagingAt(folder: string, files: DurableFiles, log: Log): Staging {
  let isTold = false;
  const discard: Staging['discard'] = async ({ durably = false } = {}) => {
    try {
      // First: a start that finds the rest must not take it for a file that was received.
      await forgetReceived(folder, files);
      await files.remove(folder);
      if (durably) await files.syncFolder(dirname(folder));
    } catch (error) {
      const reason = toLibraryError(error, 'delete it').message;
      if (!isTold) log.warn('could not delete a staging folder', { folder, reason });
      isTold = true;
    }
    return !mayHaveNote(folder);
  };
  return { folder, discard };
}

/** Throws library-bad-staging unless `path` is a plain file of `bytes` bytes (where given) directly in the staging folder. */
export async function checkStaged(staging: Staging, path: string, bytes?: number): Promise<void> {
  const refuse = (what: string) => libraryError('library-bad-staging', `${path} ${what}.`);
  if (dirname(path) !== staging.folder) throw refuse(`is not in ${staging.folder}; only staged files are published`);
  const stats = await lstat(path).catch((error) => {
    throw libraryError('library-bad-staging', `${path} was to be published and cannot be read.`, error);
  });
  if (!stats.isFile()) throw refuse('is not a plain file');
  if (bytes !== undefined && stats.size !== bytes) throw refuse(`has ${stats.size} bytes; ${bytes} were announced`);
}
