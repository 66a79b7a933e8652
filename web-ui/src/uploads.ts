import { effect } from '@preact/signals';
import { cancelJob } from './api.js';
import { ALIVE_EVERY_MS, browserStorage, KeptUploads } from './sending/kept-uploads.js';
import { SendQueue } from './sending/send-queue.js';
import { StoppedUploads } from './sending/stopped-uploads.js';
import { jobRecord, offlineSinceMs } from './state.js';

const kept = new KeptUploads(browserStorage(), Date.now);

export const stoppedUploads = new StoppedUploads({ kept, fetch: (...request) => fetch(...request) });

export const sendQueue = new SendQueue({
  createSender: async (file, events) => {
    // Most visits send nothing.
    const { FileSender } = await import('./sending/file-sender.js');
    return new FileSender({ file, kept, ...events });
  },
  cancelJob,
  now: () => performance.now(),
});

/** Joins sending with what the page learns from the daemon and from the browser. */
export function startUploads(): void {
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
