import assert from 'node:assert/strict';
import fc from 'fast-check';
import t from 'tap';
import { loadPanel, panelNames } from '../../daemon/config/panels.js';
import type { Controller } from '../../display/controllers/controller.js';
import { loadController } from '../../display/controllers/registry.js';
import { resolveGlass } from '../../display/glass.js';
import { type Panel, visibleGeometry } from '../../display/panel.js';
import { panelOf } from './panel-of.js';

const rotation = fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const);
const view = fc.record({ rotation, mirrored: fc.boolean() });

/** The memory cells, in the chip's own coordinates, that the picture is written to as MADCTL sends it there: x, y, endX, endY. */
function cells(panel: Panel, controller: Controller): number[] {
  const { geometry, offset, gram, madctl } = resolveGlass(panel, controller);
  const memory = panel.gram ?? controller.gram;
  const [isReversedY, isReversedX, isSwapped] = [0x80, 0x40, 0x20].map((bit) => (madctl & bit) !== 0);
  const cellOf = (column: number, row: number): { x: number; y: number } => {
    if (column < 0 || row < 0 || column >= gram.width || row >= gram.height) throw new Error('outside the addresses');
    const { x, y } = isSwapped ? { x: row, y: column } : { x: column, y: row };
    return { x: isReversedX ? memory.width - 1 - x : x, y: isReversedY ? memory.height - 1 - y : y };
  };
  const first = cellOf(offset.x, offset.y);
  const last = cellOf(offset.x + geometry.width - 1, offset.y + geometry.height - 1);
  return [
    Math.min(first.x, last.x),
    Math.min(first.y, last.y),
    Math.max(first.x, last.x) + 1,
    Math.max(first.y, last.y) + 1,
  ];
}

t.test('every panel that is shipped is written to the same cells however it is turned and mirrored', async () => {
  for (const name of await panelNames([])) {
    const panel = await loadPanel(name, 0, []);
    const controller = await loadController(panel.controller);
    const expected = cells(panel, controller);
    fc.assert(
      fc.property(view, (own) => {
        const seen = { ...panel, ...own };
        assert.deepEqual(resolveGlass(seen, controller).geometry, visibleGeometry(seen));
        assert.deepEqual(cells(seen, controller), expected);
      }),
      { numRuns: 16 },
    );
  }
});

t.test('a glass anywhere in any memory is written to the cells it shows', (t) => {
  const glass = fc
    .record({ width: fc.integer({ min: 1, max: 200 }), height: fc.integer({ min: 1, max: 200 }) })
    .chain((size) =>
      fc.record({
        size: fc.constant(size),
        x: fc.integer({ min: 0, max: 60 }),
        y: fc.integer({ min: 0, max: 60 }),
        restX: fc.integer({ min: 0, max: 60 }),
        restY: fc.integer({ min: 0, max: 60 }),
        turn: rotation,
        isMirroredChip: fc.boolean(),
        own: view,
      }),
    );
  fc.assert(
    fc.property(glass, ({ size, x, y, restX, restY, turn, isMirroredChip, own }) => {
      const controller: Controller = {
        name: 'any',
        title: 'Any',
        gram: { width: x + size.width + restX, height: y + size.height + restY },
        mirrored: isMirroredChip,
        colorOrder: 'rgb',
        inverted: false,
        pixelFormats: { 8: 'rgb565' },
        wantsWholeWindow: false,
        maxMhz: 1,
        init: '36:mad; 3A:fmt; inv',
        source: 'a test',
      };
      const isLying = turn === 90 || turn === 270;
      const [width, height] = isLying ? [size.height, size.width] : [size.width, size.height];
      const panel = panelOf(controller, { width, height, turn, offset: { x, y }, ...own });
      assert.deepEqual(cells(panel, controller), [x, y, x + size.width, y + size.height]);
    }),
  );
  t.end();
});
