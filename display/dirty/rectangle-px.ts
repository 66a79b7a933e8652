import { WINDOW_BYTES } from './model-us.js';
import type { TransferCost } from './transfer-cost.js';

/**
 * What a rectangle costs besides its pixels, in pixels that could be sent in that time: two rectangles are worth one window and its
 * system calls only where they leave out more pixels than this.
 *
 * 100 us at 40 MHz are 500 bytes; with the window's 11 and 2 bytes a pixel: 255.5 pixels. 20 us at 62.5 MHz: 83.6.
 *
 * @throws RangeError where the cost is none: the planner's searches end because a rectangle costs something.
 */
export function rectanglePx({ rectangleUs, mhz, bytesPerPixel }: TransferCost): number {
  const px = ((rectangleUs * mhz) / 8 + WINDOW_BYTES) / bytesPerPixel;
  if (px > 0 && mhz > 0 && rectangleUs >= 0 && Number.isFinite(px)) return px;
  throw new RangeError(
    `A rectangle cannot cost ${rectangleUs} us at ${mhz} MHz; 0 us or more and a clock above 0 MHz are accepted.`,
  );
}
