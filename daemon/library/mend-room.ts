import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { DurableFiles } from './durable-file.js';
import type { Layout } from './layout.js';
import type { Tables } from './tables.js';

/** What each part of mending works on. */
export interface MendRoom {
  readonly tables: Tables;
  readonly layout: Layout;
  readonly files: DurableFiles;
  readonly log: Log;
  readonly clock: Clock;
  /** The database was made anew, and may lack what came after its last copy: an original without a clip is taken in again. */
  readonly isRecovery: boolean;
}
