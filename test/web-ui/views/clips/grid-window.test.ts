import fc from 'fast-check';
import t from 'tap';
import { importPageModule } from '../../page-module.js';

const { gridHeight, layOut, neighbour, windowOf } =
  await importPageModule<typeof import('../../../../web-ui/src/views/clips/grid-window.js')>(
    'views/clips/grid-window.ts',
  );

const WISH = { minTilePx: 148, gap: 12, aspect: 4 / 3, wordsPx: 56 };

t.test('as many columns as fit, and all of the width is used', (t) => {
  t.match(layOut(358, WISH), { columns: 2, tileWidth: 173 });
  t.equal(layOut(100, WISH).columns, 1);
  t.equal(layOut(1000, WISH).columns, 6);
  t.equal(gridHeight(layOut(358, WISH), 0), 0);
  t.end();
});

t.test('whatever is on the screen is rendered, and never much more', (t) => {
  const layout = layOut(358, WISH);
  const rowPx = layout.tileHeight + layout.gap;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: -500, max: 250_000 }), (count, topPx) => {
      const { first, end, offsetPx } = windowOf(layout, count, topPx, 844);
      const shows = (index: number) => {
        const y = Math.floor(index / layout.columns) * rowPx - topPx;
        return y + layout.tileHeight > 0 && y < 844;
      };
      for (let index = 0; index < count; index++) if (shows(index) && (index < first || index >= end)) return false;
      return first <= end && end <= count && end - first <= 40 && offsetPx === (first / layout.columns) * rowPx;
    }),
  );
  t.end();
});

t.test('the arrows stay in the grid', (t) => {
  t.equal(neighbour(3, 'ArrowUp', 2, 5), 1);
  t.equal(neighbour(3, 'ArrowDown', 2, 5), undefined);
  t.equal(neighbour(0, 'ArrowLeft', 2, 5), undefined);
  t.equal(neighbour(1, 'End', 2, 5), 4);
  t.equal(neighbour(1, 'x', 2, 5), undefined);
  t.end();
});
