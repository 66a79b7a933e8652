import { Backups } from '../backup/backups.js';
import type { Clock } from '../clock.js';
import { configCandidates } from '../config/folders.js';
import type { LiveConfig } from '../config/live-config.js';
import type { BackupDesk } from '../http/services.js';
import { freeBytesAt } from '../ingest/disk-reserve.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';

export interface OpenBackupsOptions {
  liveConfig: LiveConfig;
  dataFolder: string;
  library: Library;
  version: string;
  clock: Clock;
  log: Log;
  /** Ends this run and begins the next: what was decided is done in between. */
  startAgain: () => void;
}

/** Joins backups with the rooms they are made of. */
export function openBackups(options: OpenBackupsOptions): BackupDesk {
  const { liveConfig, dataFolder, library, version, clock, log, startAgain } = options;
  const backups = new Backups({
    library,
    dataFolder,
    // Where none was found, a user's own is the last that is looked for.
    configPath: () => liveConfig.path ?? configCandidates().at(-1) ?? '',
    version,
    wallMs: () => clock.wallMs(),
    roomBytes: () => freeBytesAt(dataFolder) - liveConfig.current.uploads.keep_free_mb * 1e6,
    log: log.child('backup'),
    onConfirmed: startAgain,
  });
  return {
    create: (wanted) => backups.create(wanted),
    restore: (source, wanted) => backups.restore(source, wanted),
    undo: () => backups.undo(),
    forget: () => backups.forget(),
    startAgain,
  };
}
