import type Database from 'better-sqlite3';
import { FramedError } from '../errors.js';
import type { Log } from '../log.js';
import { openDatabase } from './database.js';
import { clearSuspicion, findDamage, isSuspect, markSuspect } from './database-damage.js';
import type { DurableFiles } from './durable-file.js';
import type { Layout } from './layout.js';
import { libraryError } from './library-error.js';
import type { MendFinding } from './mend-report.js';
import { finishRecovery, isDatabaseLost, recoverDatabase } from './recover-database.js';

export interface OpenedDatabase {
  readonly database: Database.Database;
  /** Where it had to be made anew. */
  readonly recovered?: MendFinding;
}

/** Opens the library's database, and looks through it where the last run did not end as it should. One that is damaged or gone is made anew. */
export async function openOrRecover(layout: Layout, files: DurableFiles, log: Log): Promise<OpenedDatabase> {
  await finishRecovery(layout, files);
  try {
    if (!isDatabaseLost(layout)) return { database: openSound(layout) };
  } catch (error) {
    if (!(error instanceof FramedError && error.code === 'library-damaged')) throw error;
    log.error(error.message);
  }
  const recovered = await recoverDatabase(layout, files);
  log.warn(recovered.message, { code: recovered.code });
  return { database: openDatabase(layout.database), recovered };
}

/** Throws library-damaged. */
function openSound(layout: Layout): Database.Database {
  const looks = isSuspect(layout);
  const database = openDatabase(layout.database);
  const damage = looks ? findDamage(database) : undefined;
  if (damage === undefined) {
    if (looks) clearSuspicion(layout);
    return database;
  }
  // Closing takes the log away, and with it the mark: should making it anew fail, the next start is to know.
  markSuspect(layout.database);
  database.close();
  throw libraryError('library-damaged', `The library's database is damaged: ${damage}.`);
}
