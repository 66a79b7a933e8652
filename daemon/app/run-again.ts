import { toPlainError } from '../errors.js';
import type { Log } from '../log.js';

/** The app did not come up; the cause is why. */
export class StartError extends Error {}

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
      const reason = toPlainError(error.cause).message;
      if (!isRestored || !(await takeRestoreBack(dataFolder, log))) throw error.cause;
      log.error('framed did not start with the library of the backup, and goes back to the one before', { reason });
    }
  }
}
