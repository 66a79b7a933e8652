import fc from 'fast-check';
import type { Controller } from '../../display/controllers/controller.js';
import type { Panel } from '../../display/panel.js';
import { panelOf } from './panel-of.js';

export const anyRotation = fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const);

/** A glass of any size and place before a memory that is larger by as little or as much, on a chip of either kind. */
export function anyGlass(): fc.Arbitrary<{ panel: Panel; controller: Controller }> {
  return fc.tuple(standingGlass, anyView, anyChip).map(([{ size, offset, rest }, view, chip]) => {
    const controller: Controller = {
      name: 'any',
      title: 'Any',
      gram: { width: offset.x + size.width + rest.x, height: offset.y + size.height + rest.y },
      maxMhz: 40,
      init: '11 [120]; 36:mad; 3A:fmt; inv; 29',
      source: 'a test',
      ...chip,
    };
    const isLying = view.turn === 90 || view.turn === 270;
    const asDescribed = isLying ? { width: size.height, height: size.width } : size;
    const wordBits = controller.pixelFormats[8] ? 8 : 16;
    return { controller, panel: panelOf(controller, { ...asDescribed, offset, wordBits, ...view }) };
  });
}

/** Odd sizes and single lines are as good as any. */
const length = fc.integer({ min: 1, max: 33 });
const place = fc.record({ x: fc.nat(5), y: fc.nat(5) });

const standingGlass = fc.record({
  size: fc.record({ width: length, height: length }),
  offset: place,
  /** The memory's columns and rows beyond the glass. */
  rest: place,
});

const anyColorOrder = fc.constantFrom('rgb' as const, 'bgr' as const);

const anyView = fc.record({
  turn: anyRotation,
  rotation: anyRotation,
  mirrored: fc.boolean(),
  inverted: fc.boolean(),
  colorOrder: anyColorOrder,
});

const anyChip = fc.record({
  mirrored: fc.boolean(),
  inverted: fc.boolean(),
  colorOrder: anyColorOrder,
  wantsWholeWindow: fc.boolean(),
  pixelFormats: fc.constantFrom({ 8: 'rgb565' } as const, { 8: 'rgb666' } as const, { 16: 'rgb565' } as const),
});
