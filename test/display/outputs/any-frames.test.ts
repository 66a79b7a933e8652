import fc from 'fast-check';
import t from 'tap';
import { loadPanel, panelNames } from '../../../daemon/config/panels.js';
import type { Controller } from '../../../display/controllers/controller.js';
import { loadController } from '../../../display/controllers/registry.js';
import { DamagePlanner } from '../../../display/dirty/damage-planner.js';
import type { Geometry, Rectangle } from '../../../display/display.js';
import { frameBytes, type Panel, visibleGeometry } from '../../../display/panel.js';
import { anyGlass, anyRotation } from '../any-glass.js';
import { EmulatedGlass } from '../emulated-glass.js';

/** A change of the picture: what is painted, and with what. */
interface Stroke {
  readonly area: Rectangle;
  readonly colour: number;
}

/** What happens between two frames. Damage names what was painted, and more: it may be too large and overlap. Or it is the planner's, or none. */
interface Step {
  readonly strokes: readonly Stroke[];
  readonly surplus: readonly Rectangle[];
  readonly damage: 'named' | 'planned' | 'none';
  readonly lit: boolean;
}

function anyRectangle({ width, height }: Geometry): fc.Arbitrary<Rectangle> {
  const span = (length: number) =>
    fc.tuple(fc.nat(length - 1), fc.nat(length - 1)).map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const);
  return fc.tuple(span(width), span(height)).map(([[x, endX], [y, endY]]) => ({ x, y, endX, endY }));
}

function anySteps(geometry: Geometry): fc.Arbitrary<Step[]> {
  const area = anyRectangle(geometry);
  const step = fc.record({
    strokes: fc.array(fc.record({ area, colour: fc.nat(0xffff) }), { maxLength: 4 }),
    surplus: fc.array(area, { maxLength: 2 }),
    damage: fc.constantFrom('named' as const, 'planned' as const, 'none' as const),
    lit: fc.boolean(),
  });
  return fc.array(step, { minLength: 1, maxLength: 6 });
}

/** Plays the steps; true when what is seen at the end is the last frame. Throws where the emulator finds fault. */
function showsLastFrame(panel: Panel, controller: Controller, steps: readonly Step[]): boolean {
  const glass = new EmulatedGlass(panel, controller, { cost: { mhz: 40, rectangleUs: 100 } });
  const { display } = glass;
  display.open();
  const planner = new DamagePlanner(display.geometry, {
    mhz: 40,
    rectangleUs: 100,
    bytesPerPixel: 2,
    wholeWindow: false,
  });
  const frame = Buffer.alloc(frameBytes(display.geometry));
  const shown = Buffer.alloc(frame.length);
  for (const { strokes, surplus, damage, lit } of steps) {
    for (const stroke of strokes) paint(frame, display.geometry, stroke);
    const named = [...strokes.map(({ area }) => area), ...surplus];
    const said = { named, planned: planner.plan(shown, frame), none: undefined }[damage];
    display.setLit(lit);
    display.present(frame, said);
    shown.set(frame);
  }
  display.setLit(true);
  const isEqual = glass.pixels().equals(frame);
  display.close();
  return isEqual;
}

/** Fills an area with pixels of which no two neighbours are equal, so that none can stand in for another. */
function paint(frame: Buffer, { width }: Geometry, { area, colour }: Stroke): void {
  for (let y = area.y; y < area.endY; y++) {
    for (let x = area.x; x < area.endX; x++)
      frame.writeUInt16BE((colour + x * 7 + y * 311) & 0xffff, (y * width + x) * 2);
  }
}

for (const name of await panelNames([])) {
  t.test(`${name}: whatever is presented, what is seen is the last frame, however the panel is turned`, async (t) => {
    const described = await loadPanel(name, 0, []);
    const controller = await loadController(described.controller);
    const turned = fc
      .record({ rotation: anyRotation, mirrored: fc.boolean() })
      .map((view) => ({ ...described, ...view }));
    const any = turned.chain((panel) => fc.tuple(fc.constant(panel), anySteps(visibleGeometry(panel))));
    const property = fc.property(any, ([panel, steps]) => showsLastFrame(panel, controller, steps));
    fc.assert(property, { numRuns: 10 });
    t.pass();
  });
}

t.test(
  'so on any glass before any memory, of odd sizes, at any offset, in either colour format and word',
  async (t) => {
    const any = anyGlass().chain((glass) => fc.tuple(fc.constant(glass), anySteps(visibleGeometry(glass.panel))));
    const property = fc.property(any, ([{ panel, controller }, steps]) => showsLastFrame(panel, controller, steps));
    fc.assert(property, { numRuns: 300 });
    t.pass();
  },
);
