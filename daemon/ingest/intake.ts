import type { Staging } from '../library/staging.js';
import type { EarlyConversion } from './early-conversion.js';
import type { KeptFile } from './kept-file.js';
import type { RunningJob } from './running-job.js';

export interface Taken {
  readonly clipId: string;
  /** The same file was in the library before. */
  readonly known: boolean;
  /** One sentence each, for whoever sent it. */
  readonly notes?: readonly string[];
}

export interface Intake {
  readonly job: RunningJob;
  readonly staging: Staging;
  readonly file: KeptFile;
  /** What was begun while the file arrived. */
  readonly early?: EarlyConversion | undefined;
}
