import type { Rectangle } from '../display.js';
import type { BitGrid } from './bit-grid.js';
import { RectangleList } from './rectangle-list.js';
import { SlabCutter } from './slab-cutter.js';
import { TightBox } from './tight-box.js';

/**
 * Covers changed pixels with rectangles by cutting: the whole is cut into rows of pieces or columns of pieces, whichever is cheaper,
 * each piece is shrunk to what changed in it and cut again, until no cut makes it cheaper.
 */
export class Guillotine {
  readonly #rows: BitGrid;
  readonly #rectanglePx: number;
  readonly #box: TightBox;
  readonly #rowCutter: SlabCutter;
  readonly #columnCutter: SlabCutter;
  readonly #open: RectangleList;
  readonly #pieces: RectangleList;

  /**
   * @param options.rows the changed pixels; read at every cover().
   * @param options.columns the same, transposed.
   */
  constructor({
    rows,
    columns,
    rectanglePx,
    capacity,
  }: {
    rows: BitGrid;
    columns: BitGrid;
    rectanglePx: number;
    capacity: number;
  }) {
    this.#rectanglePx = rectanglePx;
    this.#rows = rows;
    this.#box = new TightBox(rows.stride);
    this.#rowCutter = new SlabCutter(rows, rectanglePx);
    this.#columnCutter = new SlabCutter(columns, rectanglePx);
    this.#open = new RectangleList(capacity);
    this.#pieces = new RectangleList(capacity);
  }

  /** Fills `into` with rectangles that cover every changed pixel of `region`. Where there is no room for more, pieces stay uncut. */
  cover({ x, y, endX, endY }: Rectangle, into: RectangleList): void {
    const open = this.#open;
    const box = this.#box;
    into.count = 0;
    open.count = 0;
    open.push(x, y, endX, endY);
    while (open.count > 0) {
      const last = --open.count;
      const found = box.find(
        this.#rows,
        open.x[last] ?? 0,
        open.y[last] ?? 0,
        open.endX[last] ?? 0,
        open.endY[last] ?? 0,
      );
      if (found && !this.#cutBox(into.capacity - into.count)) into.push(box.x, box.y, box.endX, box.endY);
    }
  }

  /** Opens the pieces of the box, where cutting it pays and `room` is enough for what is open then. */
  #cutBox(room: number): boolean {
    const { x, y, endX, endY } = this.#box;
    if (isWholeCheapest(this.#box, this.#rectanglePx)) return false;
    const byRows = this.#rowCutter.cut(x, y, endX, endY);
    const byColumns = this.#columnCutter.cut(y, x, endY, endX);
    if (Math.min(byRows, byColumns) >= this.#box.area + this.#rectanglePx) return false;
    const pieces = this.#pieces;
    pieces.count = 0;
    const cutter = byRows <= byColumns ? this.#rowCutter : this.#columnCutter;
    if (!cutter.takePieces(pieces) || this.#open.count + pieces.count > room) return false;
    for (let piece = 0; piece < pieces.count; piece++) {
      const left = pieces.x[piece] ?? 0;
      const top = pieces.y[piece] ?? 0;
      const right = pieces.endX[piece] ?? 0;
      const bottom = pieces.endY[piece] ?? 0;
      if (cutter === this.#rowCutter) this.#open.push(left, top, right, bottom);
      else this.#open.push(top, left, bottom, right);
    }
    return true;
  }
}

/** Whether no cover of the box's pixels is cheaper than the box: two rectangles would have to leave out more than a rectangle costs. */
export function isWholeCheapest(box: TightBox, rectanglePx: number): boolean {
  return box.area - box.count <= rectanglePx;
}
