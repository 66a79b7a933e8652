import { sharedFiles } from './shared-files.js';

/** The service worker fetches all that the page consists of, 150 KB: the first pictures of a slow line come before that. */
const REGISTER_AFTER_MS = 3000;

/** Sends what other apps have shared, and keeps the page for times without the daemon; where the browser lets pages do so. */
export async function startOffline(): Promise<void> {
  // On an origin that is not secure there is neither.
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return;
  try {
    await sendShared();
    await new Promise((resolve) => setTimeout(resolve, REGISTER_AFTER_MS));
    await navigator.serviceWorker.register('./service-worker.js');
  } catch (error) {
    // A certificate that was clicked through, private browsing: the page does without.
    console.info('The page is not kept for offline use:', error);
  }
}

async function sendShared(): Promise<void> {
  const files = await sharedFiles();
  if (files.length === 0) return;
  const { sendQueue, startUploads } = await import('../sending/uploads.js');
  startUploads();
  sendQueue.add(files);
}
