import type { DisplayConfig } from '../../display/display-config.js';

/** What both workers are started with. Shared memory arrives as the same memory, not as a copy. */
export interface WorkerData {
  readonly ring: SharedArrayBuffer;
  readonly control: SharedArrayBuffer;
  readonly showing: SharedArrayBuffer;
  readonly stats: SharedArrayBuffer;
  readonly link: SharedArrayBuffer;
  readonly overlay: SharedArrayBuffer;
  readonly screen: SharedArrayBuffer;
  readonly display: DisplayConfig;
  /** False: frames are shown as soon as they are there. */
  readonly paced: boolean;
}
