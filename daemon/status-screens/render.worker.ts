import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { renderScreen } from './render-screen.js';
import type { RenderAnswer, RenderOrder } from './screen-renderer.js';

/** Renders one screen in a thread of its own, which steps back behind whatever moves the picture, and ends. */
const { request, niceness }: RenderOrder = workerData;
stepBack();
const pixels = renderScreen(request);
const answer: RenderAnswer = { pixels };
parentPort?.postMessage(answer);

/** On Linux niceness is each thread's own, and a thread's id does for a process's (setpriority(2), "C library/kernel differences"). */
function stepBack(): void {
  if (process.platform !== 'linux') return;
  const [, thread] = readlinkSync('/proc/thread-self').split('/task/');
  setPriority(Number(thread), niceness);
}
