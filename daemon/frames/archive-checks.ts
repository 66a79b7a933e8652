import { type DirectoryEntry, entryName } from './directory-entry.js';
import { FrameZipError } from './frame-zip-error.js';
import { MAX_DELTA_RUN } from './limits.js';
import { METHOD_DEFLATE } from './zip-records.js';

/**
 * Refuses entries that share bytes of the file. Both arrays may be sorted by this.
 *
 * @param begins where each entry begins, in bytes from the start of the file. @param ends where each ends, exclusive.
 */
export function checkOverlap(begins: Float64Array, ends: Float64Array): void {
  if (findOverlap(begins, ends) < 0) return;
  // Entries may come in any order. Intervals are disjoint exactly where, both ends sorted apart, each end comes before the next begin.
  begins.sort();
  ends.sort();
  const found = findOverlap(begins, ends);
  if (found < 0) return;
  throw new FrameZipError('frame-zip-entries-overlap', `Two entries of the zip share the bytes at ${begins[found]}.`);
}

function findOverlap(begins: Float64Array, ends: Float64Array): number {
  for (let i = 1; i < begins.length; i++) {
    if ((ends[i - 1] ?? 0) > (begins[i] ?? 0)) return i;
  }
  return -1;
}

/** DEFLATE cannot do better than 1032:1 (RFC 1951: 258 bytes for two bits). */
const MAX_DEFLATE_RATIO = 1032;

/** Refuses sizes that the entry's method cannot produce. */
export function checkRatio(entry: DirectoryEntry): void {
  const { storedBytes, plainBytes } = entry;
  const most = entry.method === METHOD_DEFLATE ? storedBytes * MAX_DEFLATE_RATIO : storedBytes;
  // DEFLATE's worst case is 5 bytes for every 16 KiB block; an eighth is far beyond it, and bounds the buffer for reading.
  const least = entry.method === METHOD_DEFLATE ? storedBytes - plainBytes / 8 - 1024 : storedBytes;
  if (plainBytes <= most && plainBytes >= least) return;
  throw new FrameZipError(
    'frame-zip-ratio-impossible',
    `${entryName(entry)} is said to hold ${plainBytes} bytes in ${storedBytes}, which its method cannot do.`,
  );
}

/** Frames 1 to the last without a gap; a full one first, and at least every {@link MAX_DELTA_RUN} + 1. */
export function checkNumbering(
  frames: number,
  isPresent: (index: number) => boolean,
  isDelta: (index: number) => boolean,
): void {
  if (frames === 0)
    throw new FrameZipError('frame-zip-frame-missing', 'The zip holds no frame_000001.rgb, and no other frame.');
  let run = MAX_DELTA_RUN;
  for (let i = 0; i < frames; i++) {
    if (!isPresent(i)) {
      throw new FrameZipError(
        'frame-zip-frame-missing',
        `The zip holds ${frames} frames, but frame ${i + 1} is missing.`,
      );
    }
    run = isDelta(i) ? run + 1 : 0;
    if (run > MAX_DELTA_RUN) {
      throw new FrameZipError(
        'frame-zip-delta-invalid',
        `Frame ${i + 1} is a delta with no full frame among the ${MAX_DELTA_RUN} before it.`,
      );
    }
  }
}
