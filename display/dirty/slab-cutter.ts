import type { BitGrid } from './bit-grid.js';
import { bitsBefore, bitsFrom, countBits, highestBit, lowestBit } from './bits.js';
import type { RectangleList } from './rectangle-list.js';
import { endOfRun, RunCover, WIDEST_INNER_GAP } from './runs.js';

/**
 * Cuts a box into bands of rows, and each band into runs of columns: the cheapest such cut, by an exact dynamic programme over slabs.
 *
 * Slabs are the rows between edges, and edges are rows that differ most from the row above, two in each of SEGMENTS equal parts of the
 * box: a thing's upper and its lower edge. A box of few rows has an edge at every row.
 *
 *     slab 0 ─┬─ ·········      band [0, 1):  one run          cost of a band = sum over its runs of rectanglePx + width * height
 *     slab 1 ─┼─ ███    ██ ┐                                   cheapest[j]    = min over i of cheapest[i] + cost of band [i, j)
 *     slab 2 ─┴─ ███    ██ ┘    band [1, 3):  two runs
 */
export class SlabCutter {
  readonly #grid: BitGrid;
  readonly #rectanglePx: number;
  readonly #runs: RunCover;
  /** By a band's height: the widest gap of columns that is cheaper sent than left out. */
  readonly #maxGaps: Int32Array;
  readonly #differences: Int32Array;
  /** Edge s is the first row of slab s; one more ends the last slab. */
  readonly #edges = new Int32Array(MAX_SLABS + 1);
  /** First changed row of a slab, -1 where there is none; and the row after the last. */
  readonly #tops = new Int32Array(MAX_SLABS);
  readonly #bottoms = new Int32Array(MAX_SLABS);
  /** Columns that changed in each slab, a row of words for each. */
  readonly #columns: Int32Array;
  readonly #band: Int32Array;
  readonly #cheapest = new Float64Array(MAX_SLABS + 1);
  readonly #bandStarts = new Int32Array(MAX_SLABS + 1);
  #slabs = 0;
  #first = 0;
  #last = 0;

  constructor(grid: BitGrid, rectanglePx: number) {
    this.#grid = grid;
    this.#rectanglePx = rectanglePx;
    this.#runs = new RunCover(grid.width);
    this.#maxGaps = Int32Array.from({ length: grid.height + 1 }, (_, height) =>
      Math.min(rectanglePx / height, grid.width),
    );
    this.#differences = new Int32Array(grid.height);
    this.#columns = new Int32Array(MAX_SLABS * grid.stride);
    this.#band = new Int32Array(grid.stride);
  }

  /** Finds the cheapest cut of the box [x, endX) by [y, endY) and returns its cost in pixels. */
  cut(x: number, y: number, endX: number, endY: number): number {
    this.#first = x >> 5;
    this.#last = (endX - 1) >> 5;
    this.#findEdges(x, y, endX, endY);
    this.#readSlabs(x, endX);
    this.#chooseBands();
    return this.#cheapest[this.#slabs] ?? 0;
  }

  /** Adds the rectangles of the cut that was found last. Returns false where there is no room for all of them. */
  takePieces(into: RectangleList): boolean {
    for (let end = this.#slabs; end > 0; ) {
      const start = this.#bandStarts[end] ?? 0;
      if (start === end - 1 && (this.#tops[start] ?? -1) < 0) {
        end = start;
        continue;
      }
      this.#band.fill(0);
      for (let slab = start; slab < end; slab++) this.#addToBand(slab);
      const top = this.#tops[start] ?? 0;
      const bottom = this.#bottoms[end - 1] ?? 0;
      this.#coverBand(bottom - top);
      if (into.count + this.#runs.count > into.capacity) return false;
      for (let run = 0; run < this.#runs.count; run++) {
        into.push(this.#runs.starts[run] ?? 0, top, this.#runs.ends[run] ?? 0, bottom);
      }
      end = start;
    }
    return true;
  }

  #findEdges(x: number, y: number, endX: number, endY: number): void {
    const rows = endY - y;
    this.#slabs = 0;
    this.#edges[0] = y;
    if (rows <= MAX_SLABS) {
      for (let row = y + 1; row <= endY; row++) this.#edges[++this.#slabs] = row;
      return;
    }
    this.#measureDifferences(x, y, endX, endY);
    for (let segment = 0; segment < SEGMENTS; segment++) {
      const from = Math.max(y + 1, y + Math.floor((segment * rows) / SEGMENTS));
      this.#addEdges(from, y + Math.floor(((segment + 1) * rows) / SEGMENTS));
    }
    this.#edges[++this.#slabs] = endY;
  }

  /** How many pixels of the box have changed in a row and not in the row above, or the other way round. */
  #measureDifferences(x: number, y: number, endX: number, endY: number): void {
    const { words, stride } = this.#grid;
    for (let row = y + 1; row < endY; row++) {
      let differs = 0;
      for (let word = this.#first; word <= this.#last; word++) {
        let bits = (words[row * stride + word] ?? 0) ^ (words[(row - 1) * stride + word] ?? 0);
        if (word === this.#first) bits &= bitsFrom(x);
        if (word === this.#last) bits &= bitsBefore(endX);
        if (bits !== 0) differs += countBits(bits);
      }
      this.#differences[row] = differs;
    }
  }

  /** The two rows of [from, to) that differ most from the row above. */
  #addEdges(from: number, to: number): void {
    let most = from;
    let second = -1;
    for (let row = from + 1; row < to; row++) {
      if ((this.#differences[row] ?? 0) > (this.#differences[most] ?? 0)) {
        second = most;
        most = row;
      } else if (second < 0 || (this.#differences[row] ?? 0) > (this.#differences[second] ?? 0)) {
        second = row;
      }
    }
    if (second >= 0) this.#edges[++this.#slabs] = Math.min(most, second);
    this.#edges[++this.#slabs] = Math.max(most, second);
  }

  #readSlabs(x: number, endX: number): void {
    const { words, stride } = this.#grid;
    for (let slab = 0; slab < this.#slabs; slab++) {
      const columns = slab * stride;
      this.#columns.fill(0, columns + this.#first, columns + this.#last + 1);
      this.#tops[slab] = -1;
      const end = this.#edges[slab + 1] ?? 0;
      for (let row = this.#edges[slab] ?? 0; row < end; row++) {
        let some = 0;
        for (let word = this.#first; word <= this.#last; word++) {
          let bits = words[row * stride + word] ?? 0;
          if (word === this.#first) bits &= bitsFrom(x);
          if (word === this.#last) bits &= bitsBefore(endX);
          some |= bits;
          this.#columns[columns + word] = (this.#columns[columns + word] ?? 0) | bits;
        }
        if (some === 0) continue;
        if ((this.#tops[slab] ?? -1) < 0) this.#tops[slab] = row;
        this.#bottoms[slab] = row + 1;
      }
    }
  }

  #chooseBands(): void {
    this.#cheapest[0] = 0;
    for (let end = 1; end <= this.#slabs; end++) this.#chooseBand(end);
  }

  /** The best start of a band that ends before slab `end`. A band grows upwards and only gets dearer, which ends the search early. */
  #chooseBand(end: number): void {
    this.#bandStarts[end] = end - 1;
    if ((this.#tops[end - 1] ?? -1) < 0) {
      this.#cheapest[end] = this.#cheapest[end - 1] ?? 0;
      return;
    }
    const bottom = this.#bottoms[end - 1] ?? 0;
    let cheapest = Number.POSITIVE_INFINITY;
    this.#band.fill(0);
    for (let start = end - 1; start >= 0; start--) {
      const top = this.#tops[start] ?? -1;
      if (top < 0) continue;
      const cost = this.#growBand(start, bottom - top);
      if (cost >= cheapest) break;
      const total = cost + (this.#cheapest[start] ?? 0);
      if (total >= cheapest) continue;
      cheapest = total;
      this.#bandStarts[end] = start;
    }
    this.#cheapest[end] = cheapest;
  }

  /**
   * Adds a slab to the band, which then has `height` rows, and returns the band's cost. What most of the planner's time goes into; it does
   * the same as addToBand and RunCover.cover, in one pass and without keeping the runs.
   */
  #growBand(slab: number, height: number): number {
    const band = this.#band;
    const columns = this.#columns;
    const offset = slab * this.#grid.stride;
    const last = this.#last;
    const maxGap = this.#maxGaps[height] ?? 0;
    let runs = 0;
    let covered = 0;
    let end = NOWHERE;
    for (let word = this.#first; word <= last; word++) {
      let bits = (band[word] ?? 0) | (columns[offset + word] ?? 0);
      band[word] = bits;
      while (bits !== 0) {
        const from = lowestBit(bits);
        const to = maxGap >= WIDEST_INNER_GAP ? highestBit(bits) + 1 : endOfRun(bits, from);
        const gap = word * 32 + from - end;
        if (gap > maxGap) {
          runs++;
          covered += to - from;
        } else {
          covered += gap + to - from;
        }
        end = word * 32 + to;
        bits = to === 32 ? 0 : bits & (-1 << to);
      }
    }
    return runs * this.#rectanglePx + covered * height;
  }

  #addToBand(slab: number): void {
    const columns = slab * this.#grid.stride;
    for (let word = this.#first; word <= this.#last; word++) {
      this.#band[word] = (this.#band[word] ?? 0) | (this.#columns[columns + word] ?? 0);
    }
  }

  /** Leaves the runs of a band of `height` rows in #runs. */
  #coverBand(height: number): void {
    this.#runs.cover(this.#band, this.#first, this.#last, this.#maxGaps[height] ?? 0);
  }
}

/** Before every run, and farther from it than any gap is wide. */
const NOWHERE = -1_000_000;

const SEGMENTS = 6;
/** Two edges a segment and the box's own upper one. */
const MAX_SLABS = 2 * SEGMENTS + 1;
