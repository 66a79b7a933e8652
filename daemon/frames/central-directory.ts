import { type DirectoryEntry, decodeEntry, emptyEntry, entryBytes } from './directory-entry.js';
import { FrameZipError } from './frame-zip-error.js';
import type { RandomAccessFile } from './random-access-file.js';
import { withScratch } from './scratch.js';
import { CENTRAL_HEADER_BYTES, type DirectoryPlace, MAX_16 } from './zip-records.js';

/** Holds the largest entry there can be: header, name, extra fields and comment. */
const WINDOW_BYTES = CENTRAL_HEADER_BYTES + 3 * MAX_16;

/**
 * Calls `visit` with every entry of the central directory, in its order, holding one window of it in memory. The entry is the same
 * object every time. Refuses what no frame zip has (see {@link decodeEntry}), and a directory that is not as long as its entries.
 */
export function readDirectory(
  file: RandomAccessFile,
  place: DirectoryPlace,
  visit: (entry: DirectoryEntry) => void,
): void {
  withScratch(Math.min(place.bytes, WINDOW_BYTES), (window) => readThrough(file, place, window, visit));
}

function readThrough(
  file: RandomAccessFile,
  place: DirectoryPlace,
  window: Buffer,
  visit: (entry: DirectoryEntry) => void,
): void {
  const entry = emptyEntry(window);
  const end = place.offset + place.bytes;
  let windowPosition = place.offset;
  let filled = fill(file, window, 0, windowPosition, end);
  let at = 0;
  for (let i = 0; i < place.entries; i++) {
    if (entryBytes(entry, at, filled) > filled - at && windowPosition + filled < end) {
      window.copyWithin(0, at, filled);
      windowPosition += at;
      filled = fill(file, window, filled - at, windowPosition, end);
      at = 0;
    }
    at = decodeEntry(entry, at, filled);
    visit(entry);
  }
  const left = end - windowPosition - at;
  if (left === 0) return;
  throw new FrameZipError(
    'frame-zip-directory-invalid',
    `The central directory has ${left} bytes more than its ${place.entries} entries take.`,
  );
}

/** Reads behind the `have` bytes that the window holds already; returns how many it holds now. */
function fill(file: RandomAccessFile, window: Buffer, have: number, position: number, end: number): number {
  const wanted = Math.min(window.length, end - position);
  const count = have + file.read(window, have, wanted - have, position + have);
  if (count === wanted) return count;
  throw new FrameZipError('frame-zip-unreadable', `${file.path} became shorter while it was read.`);
}
