import type { Geometry } from '../../display/display.js';
import type { GrowingZipReader } from './growing-reader.js';
import { openFrameZip } from './open-frame-zip.js';
import { FrameZipReader } from './reader.js';

/** One frame, RGB565 big-endian. */
export interface Picture {
  readonly geometry: Geometry;
  readonly pixels: Uint8Array;
}

/** The first frame of a frame zip, finished or still growing; undefined: there is none that could be read (yet, or any more). */
export function firstPicture(zip: string): Picture | undefined {
  let reader: FrameZipReader | GrowingZipReader;
  try {
    reader = openFrameZip(zip, { growing: true });
  } catch {
    return undefined;
  }
  try {
    const pixels = new Uint8Array(reader.frameBytes);
    const isThere = reader instanceof FrameZipReader || reader.picturesSoFar > 0;
    return isThere && reader.readFrame(0, pixels) === 'ok' ? { geometry: reader.geometry, pixels } : undefined;
  } finally {
    reader.close();
  }
}
