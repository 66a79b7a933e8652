import { sharedFiles } from './shared-files.js';

/** Keeps the page for times without the daemon, and sends what other apps have shared; where the browser lets pages do so. */
export async function startOffline(): Promise<void> {
  // On an origin that is not secure there is neither.
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return;
  try {
    await navigator.serviceWorker.register('./service-worker.js');
    const files = await sharedFiles();
    if (files.length === 0) return;
    const { sendQueue, startUploads } = await import('../sending/uploads.js');
    startUploads();
    sendQueue.add(files);
  } catch (error) {
    // A certificate that was clicked through, private browsing: the page does without.
    console.info('The page is not kept for offline use:', error);
  }
}
