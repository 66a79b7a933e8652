import type { TransferCost } from '../dirty/transfer-cost.js';
import type { FramebufferFacts } from './framebuffer-facts.js';

/**
 * What a partial update costs behind a framebuffer.
 *
 * mipi-dbi: the kernel sends the rows that were written, as one window. Undefined, damage makes no difference: fbtft sends the whole
 * screen whatever was written (fbtft_ops_damage_range in drivers/staging/fbtft/fbtft-core.c), and HDMI reads memory all the time.
 */
export function framebufferCost({ kind, spiClockHz = DEFAULT_CLOCK_HZ }: FramebufferFacts): TransferCost | undefined {
  if (kind !== 'mipi-dbi') return undefined;
  return { mhz: spiClockHz / 1e6, rectangleUs: RECTANGLE_US, bytesPerPixel: 2, wholeWindow: true };
}

/** What the mipi-dbi-spi overlay asks for where config.txt says no speed. */
const DEFAULT_CLOCK_HZ = 32_000_000;

/**
 * Assumed, not measured: a write() (about 10 us), waking the kernel's worker (50), and six transfers that set the window, each a wait
 * for an interrupt (6 * 20): 180, rounded up.
 */
const RECTANGLE_US = 200;
