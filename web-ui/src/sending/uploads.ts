import { effect } from '@preact/signals';
import { attempt } from '../live/actions.js';
import { ask } from '../live/api.js';
import { jobRecord, offlineSinceMs } from '../live/state.js';
import { ALIVE_EVERY_MS, browserStorage, KeptUploads } from './kept-uploads.js';
import { SendQueue } from './send-queue.js';
import { StoppedUploads } from './stopped-uploads.js';

const kept = new KeptUploads(browserStorage(), Date.now);

export const stoppedUploads = new StoppedUploads({ kept, fetch: (...request) => fetch(...request) });

export const sendQueue = new SendQueue({
  createSender: async (file, events) => {
    // Most visits send nothing.
    const { FileSender } = await import('./file-sender.js');
    return new FileSender({ file, kept, ...events });
  },
  cancelJob: async (id) => void (await cancelJob(id)),
  now: () => performance.now(),
});

/** Resolves with whether it was done. */
export function cancelJob(id: string): Promise<boolean> {
  return attempt(ask('DELETE', `/api/jobs/${id}`));
}

let isStarted = false;

/** Joins sending with what the page learns from the daemon and from the browser. May be called again. */
export function startUploads(): void {
  if (isStarted) return;
  isStarted = true;
  effect(() => {
    if (offlineSinceMs.value !== undefined || jobRecord.value === undefined) return;
    sendQueue.follow(jobRecord.value);
  });
  effect(() => {
    if (offlineSinceMs.value !== undefined) return;
    sendQueue.retryNow();
  });
  effect(() => {
    // A restart gives jobs other ids, and a file that failed here may leave an upload that can go on.
    if (offlineSinceMs.value !== undefined || sendQueue.sendings.value === undefined) return;
    void stoppedUploads.refresh();
  });
  addEventListener('online', () => sendQueue.retryNow());
  addEventListener('pagehide', () => sendQueue.leave());
  setInterval(() => sendQueue.stayAlive(), ALIVE_EVERY_MS);
}
