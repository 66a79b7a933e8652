import type { Canvas } from './safe-area.js';

/**
 * Font sizes of a panel, in pixels.
 *
 * The smallest is 10. Two limits meet there:
 * - Pixels: a letter with three bars and two gaps (e, a, s) needs 5 rows. Inter's x-height is 1536/2816 = 0.545 em, so 5 rows are 9.2
 *   pixels of font size; below it they close up.
 * - Eyes: of the panels with a description, the 1.14 inch 135x240 has the smallest pixels: 24.9 mm / 240 = 0.104 mm. A capital of 10 pixels of
 *   font size is 2048/2816 * 10 = 7.3 pixels = 0.76 mm, or 8.7 minutes of arc at 300 mm, the distance at which a small thing is read;
 *   sharp eyes need 5, and ISO 9241-303 asks for 16 where people read for long. What matters (titles, addresses) is larger.
 */
export const MIN_FONT_PX = 10;

export interface Sizes {
  readonly title: number;
  /** What is to be typed or remembered. */
  readonly strong: number;
  readonly body: number;
  readonly icon: number;
  /** Between parts that belong together, and between those that do not. */
  readonly gap: number;
  readonly wideGap: number;
}

/**
 * By the side of a square of the same area: body text is a 13th of it, which on 240x240 are 18 pixels; not above 26, where 480x320 has enough for its
 * distance. A circle has less room than the square around it.
 */
export function sizesFor({ geometry: { width, height }, shape }: Canvas): Sizes {
  const side = Math.sqrt(width * height) * (shape === 'round' ? 0.92 : 1);
  const body = clamp(Math.round(side / 13), MIN_FONT_PX, 26);
  return {
    title: Math.round(body * 1.4),
    strong: Math.round(body * 1.12),
    body,
    icon: clamp(Math.round(side / 5), 20, 72),
    gap: Math.max(2, Math.round(body * 0.3)),
    wideGap: Math.max(4, Math.round(body * 0.65)),
  };
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
