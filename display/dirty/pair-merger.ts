import type { RectangleList } from './rectangle-list.js';

/**
 * Merges rectangles two by two into the one around both, the pair that saves most first, while that saves anything.
 *
 * Each rectangle remembers its best partner among those after it, so that a merge costs a pass over the list, not over all pairs.
 */
export class PairMerger {
  readonly #rectanglePx: number;
  readonly #partners: Int32Array;
  /** By merging with the partner, in pixels; -Infinity where there is none. */
  readonly #savings: Float64Array;
  readonly #areas: Int32Array;

  constructor({ rectanglePx, capacity }: { rectanglePx: number; capacity: number }) {
    this.#rectanglePx = rectanglePx;
    this.#partners = new Int32Array(capacity);
    this.#savings = new Float64Array(capacity);
    this.#areas = new Int32Array(capacity);
  }

  /** @param most merges go on, even at a loss, until no more than this many are left. */
  merge(list: RectangleList, most: number): void {
    for (let index = 0; index < list.count; index++) this.#areas[index] = list.area(index);
    for (let index = 0; index < list.count; index++) this.#findPartner(list, index);
    while (list.count > 1) {
      const best = this.#bestOf(list.count);
      if ((this.#savings[best] ?? 0) <= 0 && list.count <= most) return;
      this.#mergeWithPartner(list, best);
    }
  }

  #bestOf(count: number): number {
    let best = 0;
    for (let index = 1; index < count; index++) {
      if ((this.#savings[index] ?? 0) > (this.#savings[best] ?? 0)) best = index;
    }
    return best;
  }

  #mergeWithPartner(list: RectangleList, index: number): void {
    const partner = this.#partners[index] ?? 0;
    list.set(
      index,
      Math.min(list.x[index] ?? 0, list.x[partner] ?? 0),
      Math.min(list.y[index] ?? 0, list.y[partner] ?? 0),
      Math.max(list.endX[index] ?? 0, list.endX[partner] ?? 0),
      Math.max(list.endY[index] ?? 0, list.endY[partner] ?? 0),
    );
    list.remove(partner);
    const moved = list.count;
    this.#areas[index] = list.area(index);
    this.#areas[partner] = this.#areas[moved] ?? 0;
    for (let other = 0; other < list.count; other++) {
      const itsPartner = this.#partners[other] ?? 0;
      const isGone = itsPartner === index || itsPartner === partner || itsPartner === moved;
      if (isGone || other === index || other === partner) {
        this.#findPartner(list, other);
        continue;
      }
      if (other < index) this.#consider(list, other, index, index + 1);
      if (other < partner && partner < moved) this.#consider(list, other, partner, partner + 1);
    }
  }

  #findPartner(list: RectangleList, index: number): void {
    this.#savings[index] = Number.NEGATIVE_INFINITY;
    this.#consider(list, index, index + 1, list.count);
  }

  /** Makes the best of [from, to) the partner of `index`, where it is better than the one it has. */
  #consider({ x, y, endX, endY }: RectangleList, index: number, from: number, to: number): void {
    const left = x[index] ?? 0;
    const top = y[index] ?? 0;
    const right = endX[index] ?? 0;
    const bottom = endY[index] ?? 0;
    const alone = (this.#areas[index] ?? 0) + this.#rectanglePx;
    let best = this.#savings[index] ?? 0;
    for (let other = from; other < to; other++) {
      const width = Math.max(right, endX[other] ?? 0) - Math.min(left, x[other] ?? 0);
      const height = Math.max(bottom, endY[other] ?? 0) - Math.min(top, y[other] ?? 0);
      const saving = alone + (this.#areas[other] ?? 0) - width * height;
      if (saving <= best) continue;
      best = saving;
      this.#partners[index] = other;
    }
    this.#savings[index] = best;
  }
}
