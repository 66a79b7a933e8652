import { firstPicture } from '../frames/first-picture.js';

/** A look at a file that is not there takes some 20 µs: a thousandth of the time. It delays the first picture by half of this. */
const LOOK_EVERY_MS = 20;

/**
 * Calls back once, when the frame zip that grows at `path` has a frame that can be read. The converter's progress does not tell: it counts
 * frames that may still be on their way to the file, and is silent while an upload stands. Returns what ends it.
 */
export function watchFirstPicture(path: string, onPicture: () => void): () => void {
  const timer = setInterval(() => {
    if (firstPicture(path) === undefined) return;
    clearInterval(timer);
    onPicture();
  }, LOOK_EVERY_MS).unref();
  return () => clearInterval(timer);
}
