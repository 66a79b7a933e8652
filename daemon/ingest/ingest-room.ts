import type { Library } from '../library/library.js';
import type { Log } from '../log.js';
import type { ClipConverter } from './clip-converter.js';
import type { ConversionQueue } from './conversion-queue.js';
import type { Plans } from './plans.js';

/** What every piece of work here is done with. */
export interface IngestRoom {
  readonly library: Library;
  readonly converter: ClipConverter;
  readonly queue: ConversionQueue;
  readonly log: Log;
  /** What is wanted now; asked when a conversion begins. */
  readonly plans: Plans;
}
