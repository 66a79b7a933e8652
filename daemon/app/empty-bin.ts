import type { Clock } from '../clock.js';
import { toPlainError } from '../errors.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';

/** So long can a clip be taken back that was thrown away; longer than the page offers it. */
const KEEP_DISCARDED_MS = 30_000;

export interface BinOptions {
  library: Pick<Library, 'discardedClips' | 'remove' | 'on'>;
  clock: Pick<Clock, 'monotonicMs'>;
  log: Log;
  keepMs?: number;
}

/**
 * Removes clips for good a while after they were thrown away. What a restart finds discarded is kept as long once more: the clock on the wall,
 * which a Pi without network has wrong at its start, is not asked. Returns what ends it.
 */
export function emptyBin({ library, clock, log, keepMs = KEEP_DISCARDED_MS }: BinOptions): () => void {
  /** By clip: since when it lies there. */
  const sinceMs = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  const look = () => {
    clearTimeout(timer);
    const nowMs = clock.monotonicMs();
    const ids = new Set(library.discardedClips().map(({ id }) => id));
    for (const id of sinceMs.keys()) if (!ids.has(id)) sinceMs.delete(id);
    for (const id of ids) if (!sinceMs.has(id)) sinceMs.set(id, nowMs);
    for (const [id, since] of sinceMs) if (nowMs - since >= keepMs) remove(id);
    const oldestMs = Math.min(...sinceMs.values());
    if (sinceMs.size > 0) timer = setTimeout(look, Math.max(0, oldestMs + keepMs - nowMs)).unref();
  };
  const remove = (id: string) => {
    sinceMs.delete(id);
    void library.remove(id).catch((error) => {
      log.warn('a removed clip stays for now', { clip: id, reason: toPlainError(error).message });
    });
  };

  const stopListening = library.on('change', look);
  look();
  return () => {
    clearTimeout(timer);
    stopListening();
  };
}
