import fc from 'fast-check';
import t from 'tap';
import { importPageModule } from '../page-module.js';

const { moveItem, placeOfDragged } =
  await importPageModule<typeof import('../../../web-ui/src/parts/move-item.js')>('parts/move-item.ts');

/** Rows of 10, 20 and 30 pixels. */
const ROWS = [
  { top: 0, bottom: 10 },
  { top: 10, bottom: 30 },
  { top: 30, bottom: 60 },
];

t.test('an item moved there and back is where it was', (t) => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.nat(), fc.nat(), (items, a, b) => {
      const [from, to] = [a % items.length, b % items.length];
      const moved = moveItem(items, from, to);
      t.equal(moved[to], items[from]);
      t.same(moveItem(moved, to, from), items);
    }),
  );
  t.end();
});

t.test('a dragged row takes the place of another when it covers half of it', (t) => {
  t.equal(placeOfDragged(ROWS, 0, 10), 0, 'its lower edge is on the middle of the next');
  t.equal(placeOfDragged(ROWS, 0, 11), 1);
  t.equal(placeOfDragged(ROWS, 0, 36), 2);
  t.equal(placeOfDragged(ROWS, 2, -10), 2);
  t.equal(placeOfDragged(ROWS, 2, -11), 1);
  t.equal(placeOfDragged(ROWS, 2, -26), 0);
  t.end();
});

t.test('however far it is dragged, it stays in the list', (t) => {
  t.equal(placeOfDragged(ROWS, 1, 1e6), 2);
  t.equal(placeOfDragged(ROWS, 1, -1e6), 0);
  t.equal(placeOfDragged(ROWS, 7, 5), 7, 'a row that is gone goes nowhere');
  t.end();
});
