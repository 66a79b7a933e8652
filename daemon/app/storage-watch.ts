import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/schema.js';
import { freeBytesAt } from '../ingest/disk-reserve.js';
import type { Ingest } from '../ingest/ingest.js';
import type { Library } from '../library/library.js';
import type { StorageState } from '../protocol/state.js';
import { noticeOfStorage } from './notices.js';
import type { StateFeed } from './state-feed.js';

const REFRESH_MS = 60_000;
/** A burst of changes (twenty files sent) is looked at once. */
const SETTLE_MS = 2000;

export interface StorageWatchOptions {
  /** Of the library, and of what is on its way there. */
  dataFolder: string;
  library: Pick<Library, 'clips' | 'bytes' | 'previewBytes' | 'on'>;
  uploads: Pick<Ingest, 'unfinished'>;
  /** Asked at each look. */
  limits: () => Pick<Config['uploads'], 'keep_free_mb' | 'max_total_mb' | 'keep_unfinished_hours'>;
  feed: Pick<StateFeed, 'setStorage' | 'setNotice'>;
}

/** Keeps the state's figures of the disk about right, and says when room runs out. Returns what ends it. */
export function watchStorage(options: StorageWatchOptions): () => void {
  const { library, feed } = options;
  const refresh = async () => {
    const storage = await storageOf(options);
    feed.setStorage(storage);
    feed.setNotice('disk-reserve', noticeOfStorage(storage));
  };
  // A figure that cannot be had now is had the next time.
  const look = () => void refresh().catch(() => {});
  let settling: NodeJS.Timeout | undefined;
  const stopListening = library.on('change', () => {
    settling ??= setTimeout(() => {
      settling = undefined;
      look();
    }, SETTLE_MS).unref();
  });
  const timer = setInterval(look, REFRESH_MS).unref();
  look();
  return () => {
    clearInterval(timer);
    clearTimeout(settling);
    stopListening();
  };
}

async function storageOf(options: StorageWatchOptions): Promise<StorageState> {
  const { dataFolder, library, uploads: arriving } = options;
  const limits = options.limits();
  const clips = library.clips();
  const originalsBytes = clips.reduce((sum, clip) => sum + clip.originalBytes, 0);
  const renditionsBytes = clips.reduce((sum, clip) => sum + clip.renditionBytes, 0);
  const [uploads, staging] = [join(dataFolder, 'uploads'), join(dataFolder, 'staging')];
  return {
    freeBytes: freeBytesAt(dataFolder),
    libraryBytes: library.bytes(),
    originalsBytes,
    renditionsBytes,
    previewsBytes: library.previewBytes(),
    uploadsBytes: (await bytesIn(uploads)) + (await bytesIn(staging)),
    reserveBytes: limits.keep_free_mb * 1e6,
    unfinished: {
      ...arriving.unfinished,
      maxBytes: limits.max_total_mb * 1e6,
      keepHours: limits.keep_unfinished_hours,
    },
  };
}

/** Files come and go meanwhile: what is gone counts nothing. */
async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      (stats) => (stats.isFile() ? stats.size : 0),
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
