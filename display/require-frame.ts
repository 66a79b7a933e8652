import { DisplayError, type Geometry } from './display.js';
import { frameBytes } from './panel.js';

/** Throws DisplayError 'frame-wrong-size' where `pixels` are not one RGB565 frame of this size. */
export function requireFrame(pixels: Uint8Array, geometry: Geometry): void {
  const expected = frameBytes(geometry);
  if (pixels.length === expected) return;
  const { width, height } = geometry;
  throw new DisplayError(
    'frame-wrong-size',
    `A frame for ${width}x${height} has ${expected} bytes; this one has ${pixels.length}.`,
  );
}
