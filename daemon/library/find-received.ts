import type { Log } from '../log.js';
import { scanFolder } from './disk-scan.js';
import type { DurableFiles } from './durable-file.js';
import type { Layout } from './layout.js';
import { type ReceivedNote, readNote } from './received.js';
import { type Staging, stagingAt } from './staging.js';

export interface Received {
  readonly staging: Staging;
  readonly note: ReceivedNote;
}

/** What was received whole and is not a clip yet, in the order it came. */
export function findReceived({ layout, files, log }: { layout: Layout; files: DurableFiles; log: Log }): Received[] {
  const found = [...scanFolder(layout.staging).keys()].flatMap((folder) => {
    const note = readNote(folder);
    return note === undefined ? [] : [{ staging: stagingAt(folder, files, log), note }];
  });
  return found.sort((a, b) => a.note.receivedAtMs - b.note.receivedAtMs);
}
