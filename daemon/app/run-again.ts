import { toPlainError } from '../errors.js';
import { toLibraryError } from '../library/library-error.js';
import type { Log } from '../log.js';

/** The app did not come up; the cause is why. */
export class StartError extends Error {}

/** It would fail with any library. */
const STORAGE_FAILED: ReadonlySet<string> = new Set(['library-io', 'library-disk-full', 'library-not-writable']);

export interface RunAgainOptions {
  dataFolder: string;
  log: Log;
  /** One run; resolves with whether another is to follow. Rejects with a StartError where it did not come up. */
  run: () => Promise<'again' | 'end'>;
}

/**
 * Runs, and runs again as long as that is asked for. What was decided about the library is done before each run; a run that does not come
 * up with a library that was just put in place gets the one before.
 */
export async function runAgain({ dataFolder, log, run }: RunAgainOptions): Promise<void> {
  // Not before it is wanted: every command of framed loads this file, and few the database.
  const { finishRestore, takeRestoreBack } = await import('./finish-restore.js');
  for (;;) {
    const isRestored = await finishRestore(dataFolder, log);
    try {
      if ((await run()) === 'end') return;
      log.info('starting again');
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      const { message: reason } = toPlainError(error.cause);
      // Those who were told that it is restored find it so when the storage works.
      const isTheStorage = STORAGE_FAILED.has(toLibraryError(error.cause, 'start').code);
      if (!isRestored || isTheStorage || !(await takeRestoreBack(dataFolder, log))) throw error.cause;
      log.error('framed did not start with the library of the backup, and goes back to the one before', { reason });
    }
  }
}
