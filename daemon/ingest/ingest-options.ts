import type { Clock } from '../clock.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';
import type { Look } from '../protocol/look.js';
import type { ArrivingBytes, Follow } from './arriving-bytes.js';
import type { ClipConverter } from './clip-converter.js';
import type { DiskReserve } from './disk-reserve.js';
import type { JobListener } from './job-board.js';
import type { Plans } from './plans.js';

export interface IngestOptions extends JobListener {
  library: Library;
  plans: Plans;
  converter: ClipConverter;
  log: Log;
  clock: Clock;
  /** Reads a file while it arrives. Without it, every file is converted when it is whole. */
  follow?: Follow;
  /** Says whether there is room. Default: there always is. */
  reserve?: DiskReserve;
  /** Conversions that run at a time. Default: 1; ffmpeg has threads of its own, and the picture needs a core. */
  conversionsAtOnce?: number;
  /** Whether originals are kept without location, device and time, where that can be done without loss. Default: true. */
  stripsMetadata?: boolean;
  /** How long a conversion from disk may take. Default: as long as it does. */
  maxConvertMs?: number;
  /** Files that may be under way, from their first byte to their end. Default: 64. */
  maxUploads?: number;
  /** Before what the disk refused is tried again: resolves after a while, or when `stopped` is aborted. Default: two seconds. */
  pause?: (stopped: AbortSignal) => Promise<void>;
  /** What all files that have not arrived yet may take together. Default: as much as there is. */
  maxUnfinishedBytes?: number;
}

export interface UploadOptions {
  /** What the sender chose for the clip. */
  look?: Look | undefined;
  /** Where the sender said so. */
  totalBytes?: number | undefined;
  /** The file while it is not whole. */
  arriving?: ArrivingBytes | undefined;
  /** What the sender said with it, as names and texts: the members of a look among them. */
  metadata?: Readonly<Record<string, string | null>> | undefined;
  /** How long nothing had come of it: of an upload that goes on after a restart. */
  idleMs?: number | undefined;
  /** The same for the same upload after a restart. */
  key?: string | undefined;
}
