import type { Housekeeping } from '../ingest/housekeeping.js';
import type { Library } from '../library/library.js';

const EVERY_MS = 6 * 60 * 60 * 1000;
/** After a change, when what it brought about is over: new frames for a look, say. */
const AFTER_CHANGE_MS = 10_000;

/** Lets the housekeeping run from time to time, and after changes. Returns what ends it. */
export function tidyUp(housekeeping: Housekeeping, library: Pick<Library, 'on'>): () => void {
  let settling: NodeJS.Timeout | undefined;
  const soon = () => {
    settling ??= setTimeout(() => {
      settling = undefined;
      void housekeeping.run();
    }, AFTER_CHANGE_MS).unref();
  };
  const stopListening = library.on('change', soon);
  const timer = setInterval(() => void housekeeping.run(), EVERY_MS).unref();
  soon();
  return () => {
    clearInterval(timer);
    clearTimeout(settling);
    stopListening();
  };
}
