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

  constructor({ rectanglePx, capacity }: { rectanglePx: number; capacity: number }) {
    this.#rectanglePx = rectanglePx;
    this.#partners = new Int32Array(capacity);
    this.#savings = new Float64Array(capacity);
  }

  /** @param most merges go on, even at a loss, until no more than this many are left. */
  merge(list: RectangleList, most: number): void {
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
    for (let other = 0; other < list.count; other++) {
      const itsPartner = this.#partners[other] ?? 0;
      const isStale =
        other === index || other === partner || itsPartner === index || itsPartner === partner || itsPartner === moved;
      if (isStale) this.#findPartner(list, other);
      else {
        if (other < index) this.#consider(list, other, index);
        if (other < partner) this.#consider(list, other, partner);
      }
    }
  }

  #findPartner(list: RectangleList, index: number): void {
    this.#savings[index] = Number.NEGATIVE_INFINITY;
    for (let other = index + 1; other < list.count; other++) this.#consider(list, index, other);
  }

  #consider(list: RectangleList, index: number, other: number): void {
    if (other >= list.count) return;
    const width =
      Math.max(list.endX[index] ?? 0, list.endX[other] ?? 0) - Math.min(list.x[index] ?? 0, list.x[other] ?? 0);
    const height =
      Math.max(list.endY[index] ?? 0, list.endY[other] ?? 0) - Math.min(list.y[index] ?? 0, list.y[other] ?? 0);
    const saving = list.area(index) + list.area(other) + this.#rectanglePx - width * height;
    if (saving <= (this.#savings[index] ?? 0)) return;
    this.#savings[index] = saving;
    this.#partners[index] = other;
  }
}
