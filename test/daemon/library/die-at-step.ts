import { systemClock } from '../../../daemon/clock.js';
import { type DurableFiles, durableFiles } from '../../../daemon/library/durable-file.js';
import { openLibrary } from '../../../daemon/library/open-library.js';
import { silentLog } from '../../../daemon/log.js';
import { publishClip } from './staged-clips.js';

/**
 * A process of its own that publishes "first" into the library at argv[2], and then, while it publishes "second" and removes "first",
 * kills itself at step argv[3]: before that file operation, or inside a transaction, where the library asks what time it is.
 */
const dieAt = Number(process.argv[3]);
let step = Number.NEGATIVE_INFINITY;

function maybeDie(): void {
  step += 1;
  if (step === dieAt) process.kill(process.pid, 'SIGKILL');
}

async function after<T>(work: () => Promise<T>): Promise<T> {
  maybeDie();
  return work();
}

const files: DurableFiles = {
  syncFile: (path) => after(() => durableFiles.syncFile(path)),
  syncFolder: (path) => after(() => durableFiles.syncFolder(path)),
  rename: (from, to) => after(() => durableFiles.rename(from, to)),
  remove: (path) => after(() => durableFiles.remove(path)),
  ensureFolder: (path) => after(() => durableFiles.ensureFolder(path)),
};
const clock = {
  monotonicMs: systemClock.monotonicMs,
  wallMs: () => {
    maybeDie();
    return systemClock.wallMs();
  },
};

const library = await openLibrary({ root: process.argv[2] ?? '', clock, log: silentLog, files });
const { clip } = await publishClip(library, { content: 'first' });
step = 0;
await publishClip(library, { content: 'second' });
await library.remove(clip.id);
await library.close();
