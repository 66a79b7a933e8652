import { FrameZipError } from './frame-zip-error.js';
import { GrowingZipReader } from './growing-reader.js';
import { FrameZipReader } from './reader.js';

/**
 * Opens a frame zip, finished or not. Throws FrameZipError.
 *
 * @param options.growing it may still be growing: it is looked for as such first, since it may be finished at any moment.
 */
export function openFrameZip(path: string, { growing }: { growing: boolean }): FrameZipReader | GrowingZipReader {
  if (!growing) return FrameZipReader.open(path);
  try {
    return GrowingZipReader.open(path);
  } catch (error) {
    if (!(error instanceof FrameZipError)) throw error;
    return FrameZipReader.open(path);
  }
}
