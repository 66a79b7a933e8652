import type { Clock } from '../clock.js';
import type { Config } from '../config/schema.js';
import { systemTimers } from '../control/timers.js';
import type { Ingest } from '../ingest/ingest.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';
import { type FolderProblem, WatchFolders } from '../watch-folder/watch-folders.js';
import type { JobEnds } from './job-ends.js';
import type { StateFeed } from './state-feed.js';

/** Where Debian's desktop, usbmount and our own rule mount sticks, at whatever depth. */
const STICKS = '/media';

export interface WatchConfiguredFoldersOptions {
  readonly dataFolder: string;
  readonly ingest: Pick<Ingest, 'addFile'>;
  readonly jobEnds: JobEnds;
  readonly library: Pick<Library, 'watchedFiles'>;
  readonly feed: Pick<StateFeed, 'setNotice'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Takes in what is put into the configured folders and onto sticks. Returns what ends it. */
export function watchConfiguredFolders(section: Config['watch'], options: WatchConfiguredFoldersOptions): () => void {
  const { dataFolder, ingest, jobEnds, library, feed, clock, log } = options;
  const watching = watchSettings(section);
  feed.setNotice('watch-folder', undefined);
  if (watching.roots.length === 0) return () => {};
  const watch = new WatchFolders({
    ...watching,
    dataFolder,
    intake: { addFile: (path, name) => ingest.addFile(path, name), ended: (id) => jobEnds.ended(id) },
    taken: library.watchedFiles,
    clock,
    timers: systemTimers,
    log,
    onProblems: (problems) => feed.setNotice('watch-folder', noticeOf(problems)),
  });
  watch.start();
  return () => watch.stop();
}

/** What the section asks for. */
export function watchSettings({
  folders,
  usb,
  settle_seconds: settleSeconds,
  remove_added: removesAdded,
}: Config['watch']) {
  return { roots: usb ? [...folders, STICKS] : folders, settleMs: settleSeconds * 1000, removesAdded };
}

function noticeOf(problems: readonly FolderProblem[]) {
  if (problems.length === 0) return undefined;
  return { level: 'warning' as const, message: problems.map(({ message }) => message).join('\n') };
}
