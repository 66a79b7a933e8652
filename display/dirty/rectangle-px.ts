import { WINDOW_BYTES } from './model-us.js';
import type { TransferCost } from './transfer-cost.js';

/**
 * What a rectangle costs besides its pixels, in pixels that could be sent in that time: two rectangles are worth one window and its
 * system calls only where they leave out more pixels than this.
 *
 * 100 us at 40 MHz are 500 bytes; with the window's 11 and 2 bytes a pixel: 255.5 pixels. 20 us at 62.5 MHz: 83.6.
 */
export function rectanglePx({ rectangleUs, mhz, bytesPerPixel }: TransferCost): number {
  return ((rectangleUs * mhz) / 8 + WINDOW_BYTES) / bytesPerPixel;
}
