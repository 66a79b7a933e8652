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
  return {
    freeBytes: freeBytesAt(dataFolder),
    libraryBytes: library.bytes(),
    originalsBytes,
    renditionsBytes,
    previewsBytes: library.previewBytes(),
    uploadsBytes: await arrivingBytes(dataFolder),
    keptBytes: await keptBytes(dataFolder),
    reserveBytes: limits.keep_free_mb * 1e6,
    unfinished: {
      ...arriving.unfinished,
      maxBytes: limits.max_total_mb * 1e6,
      keepHours: limits.keep_unfinished_hours,
    },
  };
}

/** Folders of the library (library/layout.ts), and the one of a restore (backup/swap-library.ts). */
const KEPT = ['copies', 'damaged', 'recovered', 'replaced'];

interface FoundFile {
  readonly inode: number;
  readonly bytes: number;
  /** It lies somewhere else as well. */
  readonly isShared: boolean;
}

/** What both libraries have is linked into the present one by a restore, and takes no room of its own. */
async function keptBytes(dataFolder: string): Promise<number> {
  const files = await filesIn(KEPT.map((name) => join(dataFolder, name)));
  return sum(files.filter(({ isShared }) => !isShared));
}

/** A file that is handed over has a name in both. */
async function arrivingBytes(dataFolder: string): Promise<number> {
  const files = await filesIn([join(dataFolder, 'uploads'), join(dataFolder, 'staging')]);
  return sum([...new Map(files.map((file) => [file.inode, file])).values()]);
}

function sum(files: readonly FoundFile[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}

/** Files come and go meanwhile: what is gone counts nothing. */
async function filesIn(folders: readonly string[]): Promise<FoundFile[]> {
  const found = folders.map(async (folder) => {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    return Promise.all(names.map((name) => stat(join(folder, name)).catch(() => undefined)));
  });
  const files = (await Promise.all(found)).flat();
  return files.flatMap((stats) =>
    stats?.isFile() ? [{ inode: stats.ino, bytes: stats.size, isShared: stats.nlink > 1 }] : [],
  );
}
