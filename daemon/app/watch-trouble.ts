import { statSync } from 'node:fs';
import type { Log } from '../log.js';
import { noticeOfTrouble } from './notices.js';
import type { StateFeed } from './state-feed.js';
import { type StorageTrouble, storageTrouble } from './storage-trouble.js';

/** Three calls that find all they need in memory; whoever pulls a stick out looks at the page about as soon. */
const LOOK_EVERY_MS = 5000;

export interface WatchTroubleOptions {
  /** Of the library, which has it open. */
  dataFolder: string;
  feed: Pick<StateFeed, 'setNotice'>;
  log: Log;
  /** Begins the next run, with files that are open anew. Absent: somebody has to. */
  startAgain?: (() => void) | undefined;
}

/**
 * Says in the state what is wrong with the library's folder, as long as it is. What was gone and is back is opened anew by another run: files
 * that were open are those of a file system that is no more. Returns what ends it.
 */
export function watchTrouble(options: WatchTroubleOptions): () => void {
  const { dataFolder, feed, log, startAgain } = options;
  const first = statSync(dataFolder);
  let trouble: StorageTrouble | undefined;
  const look = async () => {
    const found = await storageTrouble(dataFolder, first);
    if (found === trouble) return;
    const wasGone = trouble === 'gone';
    trouble = found;
    feed.setNotice('storage', noticeOfTrouble(found));
    if (found !== undefined) log.error('the library cannot be used as it should', { trouble: found });
    else log.info('the library can be used again');
    if (wasGone && found === undefined) startAgain?.();
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  void look();
  return () => clearInterval(timer);
}
