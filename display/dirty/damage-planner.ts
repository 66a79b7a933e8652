import type { Geometry, Rectangle } from '../display.js';
import { BitGrid } from './bit-grid.js';
import { FrameComparer } from './frame-comparer.js';
import { Guillotine, isWholeCheapest } from './guillotine.js';
import { modelUs } from './model-us.js';
import { PairMerger } from './pair-merger.js';
import { RectangleList, wholePicture } from './rectangle-list.js';
import { rectanglePx } from './rectangle-px.js';
import { SendingOrder } from './sending-order.js';
import { TightBox } from './tight-box.js';
import type { TransferCost } from './transfer-cost.js';
import { transpose } from './transpose.js';

/**
 * Which parts of a frame to send, so that the time by {@link TransferCost} is least.
 *
 * Changed pixels become bits (FrameComparer). They are cut into rectangles from above (Guillotine), and rectangles that two cuts parted
 * for nothing are merged again (PairMerger). Of that, the bounding rectangle and the full frame the cheapest is taken, so a plan is never
 * worse than either. Where no cut can pay, which a count of the changed pixels shows, nothing is cut: that is most of film.
 *
 * Works in memory that is allocated once; what a plan leaves behind is the rectangles it returns.
 */
export class DamagePlanner {
  readonly #geometry: Geometry;
  readonly #cost: TransferCost;
  readonly #rectanglePx: number;
  readonly #rows: BitGrid;
  readonly #columns: BitGrid;
  readonly #comparer: FrameComparer;
  readonly #box: TightBox;
  readonly #guillotine: Guillotine;
  readonly #merger: PairMerger;
  readonly #list = new RectangleList(MAX_CUT_RECTANGLES);
  readonly #order = new SendingOrder(MAX_CUT_RECTANGLES);

  constructor(geometry: Geometry, cost: TransferCost) {
    this.#geometry = geometry;
    this.#cost = cost;
    this.#rectanglePx = rectanglePx(cost);
    this.#rows = new BitGrid(geometry);
    this.#columns = new BitGrid({ width: geometry.height, height: geometry.width });
    this.#comparer = new FrameComparer(geometry);
    this.#box = new TightBox(this.#rows.stride);
    const sizes = { rectanglePx: this.#rectanglePx, capacity: MAX_CUT_RECTANGLES };
    this.#guillotine = new Guillotine({ rows: this.#rows, columns: this.#columns, ...sizes });
    this.#merger = new PairMerger(sizes);
  }

  /**
   * What to send of `next` where `previous` is on the glass, in the order to send it.
   *
   * @param previous as `next`: width * height * 2 bytes of RGB565. Read only; either may be shared memory.
   * @returns at most MAX_RECTANGLES that cover every pixel that differs; []: none does; undefined: the full frame is cheapest.
   */
  plan(previous: Uint8Array, next: Uint8Array): Rectangle[] | undefined {
    if (!this.#comparer.mark(previous, next, this.#rows)) return [];
    return this.#cheapestCover();
  }

  /**
   * What to send of a frame where frames before it were dropped.
   *
   * @param damages of the dropped frames and of the frame itself, each as plan() returned it for another frame before.
   * @returns as plan(), and covering all of them; one that stands alone as it is.
   */
  unite(damages: readonly (readonly Rectangle[] | undefined)[]): readonly Rectangle[] | undefined {
    let only: readonly Rectangle[] = [];
    for (const damage of damages) {
      if (damage === undefined) return undefined;
      if (damage.length === 0) continue;
      if (only.length > 0) return this.#coverAll(damages);
      only = damage;
    }
    return only;
  }

  #coverAll(damages: readonly (readonly Rectangle[] | undefined)[]): Rectangle[] | undefined {
    this.#rows.clear();
    for (const damage of damages) for (const rectangle of damage ?? []) this.#rows.fill(rectangle);
    return this.#cheapestCover();
  }

  #cheapestCover(): Rectangle[] | undefined {
    const { width, height } = this.#geometry;
    this.#box.find(this.#rows, 0, 0, width, height);
    const { x, y, endX, endY } = this.#box;
    const bounding = [{ x, y, endX, endY }];
    if (isWholeCheapest(this.#box, this.#rectanglePx)) return this.#cheapestOf(undefined, bounding);
    transpose(this.#rows, this.#columns);
    this.#guillotine.cover(bounding[0] ?? wholePicture(this.#geometry), this.#list);
    this.#merger.merge(this.#list, MAX_RECTANGLES);
    const byRows = this.#order.sort(this.#list, 'rows');
    const byColumns = this.#order.sort(this.#list, 'columns');
    return this.#cheapestOf(undefined, bounding, byRows, byColumns);
  }

  /** The first of those that cost the least. */
  #cheapestOf(...candidates: (Rectangle[] | undefined)[]): Rectangle[] | undefined {
    let cheapest: Rectangle[] | undefined;
    let cheapestUs = Number.POSITIVE_INFINITY;
    for (const candidate of candidates) {
      const us = modelUs(candidate, this.#cost, this.#geometry);
      if (us >= cheapestUs) continue;
      cheapest = candidate;
      cheapestUs = us;
    }
    return cheapest;
  }
}

/**
 * No plan has more. 256 rectangles of 20 us each are 5.1 ms without a pixel, a sixth of a full frame of 320x240 at 40 MHz; and at 8 bytes
 * each they are 1.3 % of that frame's bytes, which is what room for them in the frame ring costs.
 */
export const MAX_RECTANGLES = 256;

/** Before merging. Pairs are looked at once each: 130,000 at the most. */
const MAX_CUT_RECTANGLES = 2 * MAX_RECTANGLES;
