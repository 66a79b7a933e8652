import t from 'tap';
import { findSymptom, symptomNames } from '../../../daemon/cli/symptoms.js';
import { drawPattern } from '../../../daemon/test-pattern/pattern.js';
import { EmulatedBus } from '../../../display/bus/emulated-bus.js';
import type { Controller } from '../../../display/controllers/controller.js';
import { loadController } from '../../../display/controllers/registry.js';
import { Emulator } from '../../../display/emulator/emulator.js';
import { resolveGlass } from '../../../display/glass.js';
import { SpiPanelDisplay } from '../../../display/outputs/spi-panel.js';
import type { Panel } from '../../../display/panel.js';
import { RememberedLight } from '../../display/emulated-glass.js';
import { ManualClock } from '../../display/manual-clock.js';
import { panelOf } from '../../display/panel-of.js';

const ROTATIONS = [0, 90, 180, 270] as const;

t.test('every symptom is found by its own name, and by what people say', async (t) => {
  const controller = await loadController('st7789');
  const setup = { panel: panelOf(controller), controller };
  for (const name of symptomNames(setup)) t.equal(findSymptom(name, setup)?.name, name);
  const said: [string, string][] = [
    ['the screen stays white', 'all white'],
    ['Nothing at all', 'black'],
    ['blank screen', 'black'],
    ['red and blue are swapped', 'blue for red'],
    ['looks like a negative', 'inverted'],
    ['black is white', 'inverted'],
    ['upside down', 'rotated'],
    ['shifted by 2 pixels', 'shifted'],
    ['random pixels', 'noise'],
    ['very low fps', 'slow'],
    ['blinking cursor', 'cursor in the picture'],
    ['it plays on the virtual panel only', 'virtual panel only'],
  ];
  for (const [words, name] of said) t.equal(findSymptom(words, setup)?.name, name, words);
  t.equal(findSymptom('bananas', setup), undefined);
});

t.test('what mends mirrored, exchanged and inverted pictures is the value that is not set', async (t) => {
  for (const name of ['st7789', 'ili9341', 'gc9a01']) {
    const controller = await loadController(name);
    const described = panelOf(controller, { width: 100, height: 120 });
    const wrongs: [symptom: string, truth: Partial<Panel>, mended: (value: string) => Partial<Panel>][] = [
      ['mirrored', { mirrored: true }, (value) => ({ mirrored: value === 'true' })],
      ['inverted', { inverted: !controller.inverted }, (value) => ({ inverted: value === 'true' })],
      [
        'blue for red',
        { colorOrder: controller.colorOrder === 'rgb' ? 'bgr' : 'rgb' },
        (value) => ({ colorOrder: value === 'rgb' ? 'rgb' : 'bgr' }),
      ],
    ];
    for (const [symptom, truth, mended] of wrongs) {
      const [remedy = ''] = findSymptom(symptom, { panel: described, controller })?.remedies ?? [];
      const [, value = ''] = remedy.split(': ');
      const glass = { ...described, ...truth };
      t.notOk(see(glass, described, controller).equals(pattern(glass)), `${name} ${symptom}`);
      t.ok(see(glass, { ...described, ...mended(value) }, controller).equals(pattern(glass)), `${name}: ${remedy}`);
    }
  }
});

t.test('the side that an offset is raised for is the side that is missing, however the panel is turned', async (t) => {
  for (const name of ['st7789', 'ili9341']) {
    const controller = await loadController(name);
    for (const rotation of ROTATIONS) {
      for (const mirrored of [false, true]) {
        const described = panelOf(controller, {
          width: 100,
          height: 120,
          rotation,
          mirrored,
          offset: { x: 20, y: 30 },
        });
        const [remedy = ''] = findSymptom('shifted', { panel: described, controller })?.remedies ?? [];
        const [, sideOfX, sideOfY] = /missing at the (\w+), y by those at the (\w+);/.exec(remedy) ?? [];
        const wantsX = { ...described, offset: { x: 21, y: 30 } };
        const wantsY = { ...described, offset: { x: 20, y: 31 } };
        const what = `${name} at ${rotation}${mirrored ? ', mirrored' : ''}`;
        t.equal(missingSide(wantsX, described, controller), sideOfX, what);
        t.equal(missingSide(wantsY, described, controller), sideOfY, what);
      }
    }
  }
});

/** What a person sees on `glass` of a pattern that is sent to it as `described`. */
function see(glass: Panel, described: Panel, controller: Controller): Buffer {
  const emulator = new Emulator({ panel: glass, controller, maxTransferBytes: 4096 });
  const bus = new EmulatedBus({ emulator, clockHz: 40_000_000, clock: new ManualClock() });
  const display = new SpiPanelDisplay({
    glass: resolveGlass(described, controller),
    bus,
    backlight: new RememberedLight(),
    clock: bus,
  });
  display.open();
  display.present(pattern(described));
  const seen = Buffer.alloc(pattern(glass).length);
  emulator.visiblePixels(seen);
  return seen;
}

function pattern(panel: Panel): Buffer {
  const { geometry } = resolveGlass(panel, PLAIN);
  return Buffer.from(drawPattern({ geometry, shape: 'rectangle' }, 0.3));
}

/** For the geometry only, which no controller has a say in. */
const PLAIN = await loadController('st7789');

/** The side at which the border is not seen, neither where it belongs nor one pixel further in. */
function missingSide(glass: Panel, described: Panel, controller: Controller): string {
  const { width, height } = resolveGlass(glass, controller).geometry;
  const seen = see(glass, described, controller);
  const isWhite = (x: number, y: number) => seen.readUInt16BE((y * width + x) * 2) === 0xffff;
  // In the tenth row and column, away from the borders beside.
  const sides: readonly [side: string, isSeen: boolean][] = [
    ['left', isWhite(0, 9) || isWhite(1, 9)],
    ['right', isWhite(width - 1, 9) || isWhite(width - 2, 9)],
    ['top', isWhite(9, 0) || isWhite(9, 1)],
    ['bottom', isWhite(9, height - 1) || isWhite(9, height - 2)],
  ];
  return sides
    .filter(([, isSeen]) => !isSeen)
    .map(([side]) => side)
    .join();
}
