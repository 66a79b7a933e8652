import type { Controller } from './controllers/controller.js';
import { resolveGlass } from './glass.js';
import type { Panel } from './panel.js';

/** Pixels, at the chip's own upright: as {@link Panel.offset}. */
export interface OffsetPx {
  readonly x: number;
  readonly y: number;
}

/** How a panel's offset moves its picture. */
export interface OffsetSteps {
  /** What is added to the offset so that people see the picture one pixel further to the right, and further down. */
  readonly toRight: OffsetPx;
  readonly toDown: OffsetPx;
  /** The largest offset with which the picture is inside the chip's memory; the smallest is 0, 0. */
  readonly limit: OffsetPx;
}

/** Works out which way the offset goes on a panel that may be turned or mirrored. */
export function offsetSteps(panel: Panel, controller: Controller): OffsetSteps {
  const placeOf = (offset: OffsetPx) => resolveGlass({ ...panel, offset, gram: ROOMY }, controller).offset;
  const from = placeOf({ x: 0, y: 0 });
  const [byX, byY] = [placeOf({ x: 1, y: 0 }), placeOf({ x: 0, y: 1 })];
  return {
    // One of the two is 0: an offset's x moves the picture along one axis only.
    toRight: { x: step(from.x, byX.x), y: step(from.x, byY.x) },
    toDown: { x: step(from.y, byX.y), y: step(from.y, byY.y) },
    limit: limitOf(panel, controller),
  };
}

/** Memory in which every panel fits wherever it is put. */
const ROOMY = { width: 65_536, height: 65_536 };

/** 1, -1, or a 0 that is not negative. */
function step(from: number, to: number): number {
  return to === from ? 0 : to - from;
}

function limitOf(panel: Panel, controller: Controller): OffsetPx {
  const memory = panel.gram ?? controller.gram;
  const isTurned = panel.turn === 90 || panel.turn === 270;
  const [width, height] = isTurned ? [panel.height, panel.width] : [panel.width, panel.height];
  return { x: Math.max(0, memory.width - width), y: Math.max(0, memory.height - height) };
}
