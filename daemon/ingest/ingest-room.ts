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
  /** Originals are kept without location, device and time. May change: ask when it is needed. */
  stripsMetadata: boolean;
  /** How long a conversion from disk may take; one that follows an upload takes as long as that. May change. */
  maxConvertMs: number;
}
