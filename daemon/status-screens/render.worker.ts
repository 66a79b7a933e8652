import { parentPort, workerData } from 'node:worker_threads';
import { stepBack } from '../niceness.js';
import { renderScreen } from './render-screen.js';
import type { RenderAnswer, RenderOrder } from './screen-renderer.js';

/** Renders one screen in a thread of its own, which steps back behind whatever moves the picture, and ends. */
const { request, niceness }: RenderOrder = workerData;
stepBack(niceness);
const pixels = renderScreen(request);
const answer: RenderAnswer = { pixels };
parentPort?.postMessage(answer);
