import type { Rectangle } from '../display.js';
import type { RectangleList } from './rectangle-list.js';

/**
 * Puts rectangles into an order in which neighbours share an axis of the window, which then need not be sent again: by columns (those
 * with the same columns follow each other, from top to bottom) or by rows.
 */
export class SendingOrder {
  readonly #keys: Float64Array;

  constructor(capacity: number) {
    this.#keys = new Float64Array(capacity);
  }

  /** The list's rectangles, as new objects, in that order. */
  sort(list: RectangleList, axis: 'columns' | 'rows'): Rectangle[] {
    const { x, y, endX, endY } = list;
    const [first, end, second] = axis === 'columns' ? [x, endX, y] : [y, endY, x];
    for (let index = 0; index < list.count; index++) {
      const place = ((first[index] ?? 0) * LIMIT + (end[index] ?? 0)) * LIMIT + (second[index] ?? 0);
      this.#keys[index] = place * LIMIT + index;
    }
    return Array.from(this.#keys.subarray(0, list.count).sort(), (key) => {
      const index = key % LIMIT;
      return { x: x[index] ?? 0, y: y[index] ?? 0, endX: endX[index] ?? 0, endY: endY[index] ?? 0 };
    });
  }
}

/** Four numbers in the 53 bits of a float64: 13 bits each, coordinates and indices up to 8191. */
const LIMIT = 8192;
