import { Worker } from 'node:worker_threads';
import { FramedError } from '../errors.js';
import type { ScreenRequest } from './render-screen.js';

export interface RenderOrder {
  readonly request: ScreenRequest;
  readonly niceness: number;
}

export interface RenderAnswer {
  readonly pixels: Uint8Array;
}

/** As conversions: the picture that plays comes first. */
const NICENESS = 10;

/** Screens come in turns of two or three (a warning; the welcome and how to send a clip), and come back the same. */
const KEPT = 4;

/**
 * Renders screens, each in a thread that ends when it is through: they are rare, and what draws them (some 20 MB) is not to lie in memory while
 * clips play. The last few are kept.
 */
export class ScreenRenderer {
  readonly #kept = new Map<string, Promise<Uint8Array>>();

  /** The pixels, RGB565 big-endian; not to be written to. Rejects where they cannot be drawn. */
  render(request: ScreenRequest): Promise<Uint8Array> {
    const key = JSON.stringify(request);
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const rendering = renderInThread(request);
    this.#kept.set(key, rendering);
    rendering.catch(() => this.#kept.delete(key));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    return rendering;
  }
}

function renderInThread(request: ScreenRequest): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const workerData: RenderOrder = { request, niceness: NICENESS };
    const worker = new Worker(new URL('./render.worker.js', import.meta.url), { name: 'status screen', workerData });
    // It must not keep a daemon that has stopped alive.
    worker.unref();
    worker.once('message', ({ pixels }: RenderAnswer) => resolve(pixels));
    worker.once('error', reject);
    worker.once('exit', () =>
      reject(new FramedError('screen-not-drawn', 'The thread that draws status screens ended without a picture.')),
    );
  });
}
