import fc from 'fast-check';
import t from 'tap';
import { panelSetup } from '../../../../daemon/app/panel-setup.js';
import type { Controller } from '../../../../display/controllers/controller.js';
import { frameBytes, type Panel, visibleGeometry } from '../../../../display/panel.js';
import { EmulatedGlass } from '../../../display/emulated-glass.js';
import { panelOf } from '../../../display/panel-of.js';
import { importPageModule } from '../../page-module.js';

const { canMove, DIRECTIONS, mendColours, mirror, moveTo, nudge, putBack, questionsFor, turnUp } =
  await importPageModule<typeof import('../../../../web-ui/src/views/settings/panel-wizard/answers.js')>(
    'views/settings/panel-wizard/answers.ts',
  );

/** Larger than the glass by 6 in both directions. */
const CHIP: Controller = {
  name: 'any',
  title: 'Any',
  gram: { width: 13, height: 15 },
  mirrored: false,
  colorOrder: 'bgr',
  inverted: true,
  pixelFormats: { 8: 'rgb565' },
  wantsWholeWindow: false,
  maxMhz: 40,
  init: '11 [120]; 36:mad; 3A:fmt; inv; 29',
  source: 'a test',
};
const GLASS = panelOf(CHIP, { width: 7, height: 9 });
const MOST_SHIFTED = 2;

/** What becomes of a picture's colours, by what becomes of red. */
const swapped = (pixel: number) => ((pixel & 0x1f) << 11) | (pixel & 0x07e0) | (pixel >> 11);
const negative = (pixel: number) => pixel ^ 0xffff;
const COLOURS = [
  ['red', (pixel: number) => pixel],
  ['blue', swapped],
  ['cyan', negative],
  ['yellow', (pixel: number) => negative(swapped(pixel))],
] as const;

const anySetup = fc.record({
  rotation: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
  mirrored: fc.boolean(),
  colorOrder: fc.constantFrom('rgb' as const, 'bgr' as const),
  inverted: fc.boolean(),
  offset: fc.record({ x: fc.integer({ min: 2, max: 4 }), y: fc.integer({ min: 2, max: 4 }) }),
});

t.test('whatever is wrong with a panel, honest answers make it right', (t) => {
  fc.assert(
    fc.property(anySetup, anySetup, (truth, told) => {
      const real = { ...GLASS, ...truth };
      let panel: Panel = { ...GLASS, ...told };
      const look = () => whatIsSeen(real, panel);
      const answer = (changes: Readonly<Record<string, unknown>>) => {
        panel = applied(panel, changes);
      };
      const setup = () => panelSetup(panel, CHIP);

      if (look().isMirrored) answer(mirror(setup()));
      t.notOk(look().isMirrored);
      answer(turnUp(setup(), look().arrow));
      t.equal(look().arrow, 'up');
      answer(mendColours(setup(), look().colour));
      t.equal(look().colour, 'red');
      for (let moves = 0; moves < 2 * MOST_SHIFTED; moves++) {
        const { right, down } = look();
        if (right !== 0) answer(moveTo(nudge(setup(), right > 0 ? 'left' : 'right') ?? told.offset));
        if (down !== 0) answer(moveTo(nudge(setup(), down > 0 ? 'up' : 'down') ?? told.offset));
      }
      t.same(shown(real, panel), [...pictureOf(panel)], 'pixel for pixel');
    }),
    { numRuns: 60 },
  );
  t.end();
});

t.test('the picture is not moved out of the memory of the chip', (t) => {
  const setup = panelSetup({ ...GLASS, offset: { x: 0, y: 6 } }, CHIP);
  t.equal(nudge(setup, 'left'), undefined);
  t.equal(nudge(setup, 'down'), undefined);
  t.same(nudge(setup, 'right'), { x: 1, y: 6 });
  t.ok(canMove(setup));
  t.notOk(canMove(panelSetup(panelOf(CHIP), CHIP)), 'the glass is as large as the memory');
  t.end();
});

t.test('of a panel that the kernel drives, only the rotation is asked for', (t) => {
  t.same(questionsFor('framebuffer'), ['arrow']);
  t.same(questionsFor('spi'), ['letters', 'arrow', 'colours', 'border']);
  t.end();
});

t.test('put back: what was in the file is in it again, and what was not is not', (t) => {
  const values = { panel: { name: 'x', rotation: 90, offset: { x: 1, y: 2 } } };
  const sources = {
    'panel.name': 'file',
    'panel.rotation': 'default',
    'panel.mirrored': 'default',
    'panel.offset.x': 'file',
    'panel.offset.y': 'file',
  };
  t.same(putBack({ values, sources }), {
    'panel.rotation': null,
    'panel.mirrored': null,
    'panel.color_order': null,
    'panel.inverted': null,
    'panel.offset': { x: 1, y: 2 },
  });
  t.end();
});

/** As the configuration's keys are put over a description. */
function applied(panel: Panel, changes: Readonly<Record<string, unknown>>): Panel {
  const names: Readonly<Record<string, string>> = { color_order: 'colorOrder' };
  const own = Object.entries(changes).map(([key, value]) => {
    const name = key.replace('panel.', '');
    return [names[name] ?? name, value];
  });
  return { ...panel, ...Object.fromEntries(own) };
}

/** No pixel like another, nor like another in other colours. */
function pictureOf(panel: Panel): Uint16Array {
  const { width, height } = visibleGeometry(panel);
  return Uint16Array.from({ length: width * height }, (_, at) => (at * 1049 + 517) & 0xffff);
}

/** What stands on the real glass where the picture is sent to the panel as it is told. */
function shown(real: Panel, panel: Panel): number[] {
  const glass = new EmulatedGlass(panel, CHIP, { real });
  glass.display.open();
  const frame = Buffer.alloc(frameBytes(visibleGeometry(panel)));
  for (const [at, pixel] of pictureOf(panel).entries()) frame.writeUInt16BE(pixel, at * 2);
  glass.display.present(frame);
  const seen = glass.pixels();
  return Array.from({ length: seen.length / 2 }, (_, at) => seen.readUInt16BE(at * 2));
}

/** A person in front of the glass: in which way what is seen differs from the picture. */
function whatIsSeen(real: Panel, panel: Panel) {
  const { width, height } = visibleGeometry(real);
  const seen = shown(real, panel);
  for (const [turns, arrow] of DIRECTIONS.entries()) {
    for (const isMirrored of [false, true]) {
      const meant = turned(pictureOf(panel), visibleGeometry(panel), turns);
      if (meant.width !== width) continue;
      for (const [colour, look] of COLOURS) {
        for (let down = -MOST_SHIFTED; down <= MOST_SHIFTED; down++) {
          for (let right = -MOST_SHIFTED; right <= MOST_SHIFTED; right++) {
            const isSo = seen.every((pixel, at) => {
              const [x, y] = [(at % width) - right, Math.floor(at / width) - down];
              if (x < 0 || y < 0 || x >= width || y >= height) return true;
              return look(meant.pixel(isMirrored ? width - 1 - x : x, y)) === pixel;
            });
            if (isSo) return { arrow, isMirrored, colour, right, down };
          }
        }
      }
    }
  }
  throw new Error('nobody can say what this is');
}

/** Clockwise by quarters. */
function turned(pixels: Uint16Array, { width, height }: { width: number; height: number }, turns: number) {
  const at = (x: number, y: number) => pixels[y * width + x] ?? 0;
  switch (turns) {
    case 1:
      return { width: height, pixel: (x: number, y: number) => at(y, height - 1 - x) };
    case 2:
      return { width, pixel: (x: number, y: number) => at(width - 1 - x, height - 1 - y) };
    case 3:
      return { width: height, pixel: (x: number, y: number) => at(width - 1 - y, x) };
    default:
      return { width, pixel: at };
  }
}
