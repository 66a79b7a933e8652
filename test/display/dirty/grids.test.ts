import fc from 'fast-check';
import t from 'tap';
import { BitGrid } from '../../../display/dirty/bit-grid.js';
import { countBits, highestBit, lowestBit } from '../../../display/dirty/bits.js';
import { FrameComparer } from '../../../display/dirty/frame-comparer.js';
import { RunCover } from '../../../display/dirty/runs.js';
import { TightBox } from '../../../display/dirty/tight-box.js';
import { transpose } from '../../../display/dirty/transpose.js';
import { anyFrames, anyGeometry, anyRectangle, boundingBox, contains } from './drawn-frames.js';

function bit(grid: BitGrid, x: number, y: number): boolean {
  return (((grid.words[y * grid.stride + (x >> 5)] ?? 0) >>> (x & 31)) & 1) === 1;
}

/** Every bit of the grid is as `expected` says, and those past the width are clear. */
function holds(grid: BitGrid, expected: (x: number, y: number) => boolean): boolean {
  for (let y = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.stride * 32; x++) {
      if (bit(grid, x, y) !== (x < grid.width && expected(x, y))) return false;
    }
  }
  return true;
}

const filled = anyGeometry.chain((geometry) =>
  fc.array(anyRectangle(geometry), { maxLength: 5 }).map((rectangles) => {
    const grid = new BitGrid(geometry);
    for (const rectangle of rectangles) grid.fill(rectangle);
    return { grid, rectangles };
  }),
);

t.test('words are counted and searched by their bits', async () => {
  fc.assert(
    fc.property(fc.integer(), (word) => {
      const digits = (word >>> 0).toString(2).padStart(32, '0');
      if (countBits(word) !== [...digits].filter((digit) => digit === '1').length) return false;
      return (
        word === 0 ||
        (lowestBit(word) === 31 - digits.lastIndexOf('1') && highestBit(word) === 31 - digits.indexOf('1'))
      );
    }),
  );
});

t.test('a grid is filled in rectangles', async () => {
  fc.assert(
    fc.property(filled, ({ grid, rectangles }) =>
      holds(grid, (x, y) => rectangles.some((rectangle) => contains(rectangle, x, y))),
    ),
  );
});

t.test('transposed, rows are columns', async () => {
  fc.assert(
    fc.property(filled, ({ grid }) => {
      const turned = new BitGrid({ width: grid.height, height: grid.width });
      turned.words.fill(0x55555555);
      transpose(grid, turned);
      return holds(turned, (x, y) => bit(grid, y, x));
    }),
  );
});

t.test('frames are compared pixel by pixel, odd widths and odd places in memory included', async () => {
  fc.assert(
    fc.property(anyFrames, ({ geometry, previous, next, changed }) => {
      const grid = new BitGrid(geometry);
      const differs = new FrameComparer(geometry).mark(previous, next, grid);
      if (differs !== changed.includes(true)) return false;
      return !differs || holds(grid, (x, y) => changed[y * geometry.width + x] === true);
    }),
    { numRuns: 300 },
  );
});

t.test('the tight box is the bounding rectangle of what is set in a region', async () => {
  fc.assert(
    fc.property(
      filled.chain(({ grid }) => anyRectangle(grid).map((region) => ({ grid, region }))),
      ({ grid, region }) => {
        const box = new TightBox(grid.stride);
        const changed = Array.from({ length: grid.width * grid.height }, (_, pixel) => {
          const [x, y] = [pixel % grid.width, Math.floor(pixel / grid.width)];
          return bit(grid, x, y) && contains(region, x, y);
        });
        const expected = boundingBox({ geometry: grid, changed, previous: new Uint8Array(), next: new Uint8Array() });
        if (!box.find(grid, region.x, region.y, region.endX, region.endY)) return expected === undefined;
        const { x, y, endX, endY, count } = box;
        const found = JSON.stringify({ x, y, endX, endY });
        return found === JSON.stringify(expected) && count === changed.filter((differs) => differs).length;
      },
    ),
  );
});

t.test('a run goes on through gaps up to the widest allowed', async () => {
  const rows = fc.array(fc.boolean(), { minLength: 1, maxLength: 100 });
  fc.assert(
    fc.property(rows, fc.nat(40), (row, maxGap) => {
      const grid = new BitGrid({ width: row.length, height: 1 });
      for (const [x, isSet] of row.entries()) if (isSet) grid.fill({ x, y: 0, endX: x + 1, endY: 1 });
      const cover = new RunCover(row.length);
      cover.cover(grid.words, 0, grid.stride - 1, maxGap);
      const runs: [number, number][] = [];
      for (const [x, isSet] of row.entries()) {
        const last = runs.at(-1);
        if (isSet && last !== undefined && x - last[1] <= maxGap) last[1] = x + 1;
        else if (isSet) runs.push([x, x + 1]);
      }
      const found = runs.map((_, run) => [cover.starts[run], cover.ends[run]]);
      return cover.count === runs.length && JSON.stringify(found) === JSON.stringify(runs);
    }),
    { numRuns: 500 },
  );
});
