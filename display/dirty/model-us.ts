import type { Geometry, Rectangle } from '../display.js';
import type { TransferCost } from './transfer-cost.js';

/**
 * How long sending these rectangles takes in this order, in microseconds, by the model that {@link TransferCost} describes. What the
 * window was before is taken as not known.
 *
 * @param rectangles undefined: the full frame; none: 0.
 */
export function modelUs(
  rectangles: readonly Rectangle[] | undefined,
  cost: TransferCost,
  { width, height }: Geometry,
): number {
  if (rectangles === undefined)
    return cost.rectangleUs + ((WINDOW_BYTES + width * height * cost.bytesPerPixel) * 8) / cost.mhz;
  return rectangles.length * cost.rectangleUs + (modelBytes(rectangles, cost) * 8) / cost.mhz;
}

/** Commands and pixels of these rectangles in this order. */
export function modelBytes(rectangles: readonly Rectangle[], { bytesPerPixel, wholeWindow }: TransferCost): number {
  let bytes = 0;
  let before: Rectangle | undefined;
  for (const rectangle of rectangles) {
    const { x, y, endX, endY } = rectangle;
    const keepsColumns = !wholeWindow && before !== undefined && before.x === x && before.endX === endX;
    const keepsRows = !wholeWindow && before !== undefined && before.y === y && before.endY === endY;
    bytes += RAMWR_BYTES + (keepsColumns ? 0 : AXIS_BYTES) + (keepsRows ? 0 : AXIS_BYTES);
    bytes += (endX - x) * (endY - y) * bytesPerPixel;
    before = rectangle;
  }
  return bytes;
}

/** The opcode. */
const RAMWR_BYTES = 1;
/** CASET or RASET: the opcode and two 16-bit parameters. */
const AXIS_BYTES = 5;
/** Of a rectangle of which nothing is known. */
export const WINDOW_BYTES = RAMWR_BYTES + 2 * AXIS_BYTES;
