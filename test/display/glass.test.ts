import t from 'tap';
import type { Controller } from '../../display/controllers/controller.js';
import { gc9a01 } from '../../display/controllers/gc9a01.js';
import { ili9341 } from '../../display/controllers/ili9341.js';
import { ili9486 } from '../../display/controllers/ili9486.js';
import { ili9488 } from '../../display/controllers/ili9488.js';
import { st7735 } from '../../display/controllers/st7735.js';
import { st7789 } from '../../display/controllers/st7789.js';
import { st7796 } from '../../display/controllers/st7796.js';
import { resolveGlass } from '../../display/glass.js';
import type { Panel, Rotation } from '../../display/panel.js';
import { panelOf } from './panel-of.js';

const ROTATIONS: readonly Rotation[] = [0, 90, 180, 270];

/** MADCTL at 0, 90, 180 and 270 degrees. */
function madctls(controller: Controller, own: Partial<Panel> = {}): number[] {
  return ROTATIONS.map((rotation) => resolveGlass(panelOf(controller, { ...own, rotation }), controller).madctl);
}

t.test(
  'MADCTL is that of the drivers, on glass whose columns run to the right and on glass whose columns do not',
  (t) => {
    t.same(madctls(st7789), [0x00, 0x60, 0xc0, 0xa0]);
    t.same(madctls(gc9a01), [0x08, 0x68, 0xc8, 0xa8]);
    for (const controller of [ili9341, ili9486, ili9488, st7796]) {
      t.same(madctls(controller, { wordBits: controller === ili9486 ? 16 : 8 }), [0x48, 0x28, 0x88, 0xe8]);
    }
    t.end();
  },
);

t.test("a panel that is mirrored exchanges the two, and its colour order goes over the chip's", (t) => {
  t.same(madctls(st7789, { mirrored: true }), [0x40, 0x20, 0x80, 0xe0]);
  t.same(madctls(ili9341, { mirrored: true, colorOrder: 'rgb' }), [0x00, 0x60, 0xc0, 0xa0]);
  t.same(madctls(st7789, { colorOrder: 'bgr' }), [0x08, 0x68, 0xc8, 0xa8]);
  t.end();
});

t.test('rotation is counted from the upright that the description turns to', (t) => {
  t.same(madctls(ili9341, { turn: 90, width: 320, height: 240 }), [0x28, 0x88, 0xe8, 0x48]);
  const lying = resolveGlass(panelOf(ili9341, { turn: 90, width: 320, height: 240 }), ili9341);
  t.same(lying.geometry, { width: 320, height: 240 });
  t.same(lying.gram, { width: 320, height: 240 });
  t.end();
});

t.test('offsets are those of the drivers in every rotation', (t) => {
  const cases: [Controller, Partial<Panel>, [number, number][]][] = [
    [
      st7789,
      { width: 240, height: 240 },
      [
        [0, 0],
        [0, 0],
        [0, 80],
        [80, 0],
      ],
    ],
    [
      st7789,
      { width: 135, height: 240, offset: { x: 52, y: 40 } },
      [
        [52, 40],
        [40, 53],
        [53, 40],
        [40, 52],
      ],
    ],
    [
      st7789,
      { width: 240, height: 280, offset: { x: 0, y: 20 } },
      [
        [0, 20],
        [20, 0],
        [0, 20],
        [20, 0],
      ],
    ],
    [
      st7789,
      { width: 170, height: 320, offset: { x: 35, y: 0 } },
      [
        [35, 0],
        [0, 35],
        [35, 0],
        [0, 35],
      ],
    ],
    [
      st7789,
      { width: 172, height: 320, offset: { x: 34, y: 0 } },
      [
        [34, 0],
        [0, 34],
        [34, 0],
        [0, 34],
      ],
    ],
    [
      st7735,
      { width: 128, height: 160, offset: { x: 2, y: 1 } },
      [
        [2, 1],
        [1, 2],
        [2, 1],
        [1, 2],
      ],
    ],
    // Adafruit's 1.44 inch: rows 3 at its 0 and 90 degrees, which are the chip's 180 and 270, and 1 at the others.
    [
      st7735,
      { width: 128, height: 128, offset: { x: 2, y: 1 }, gram: { width: 132, height: 132 }, turn: 180 },
      [
        [2, 3],
        [3, 2],
        [2, 1],
        [1, 2],
      ],
    ],
    [
      st7735,
      { width: 80, height: 160, offset: { x: 26, y: 1 } },
      [
        [26, 1],
        [1, 26],
        [26, 1],
        [1, 26],
      ],
    ],
    // On glass whose columns run the other way, an unequal rest stands on the other side.
    [
      ili9341,
      { width: 200, height: 320, offset: { x: 10, y: 0 } },
      [
        [30, 0],
        [0, 10],
        [10, 0],
        [0, 30],
      ],
    ],
  ];
  for (const [controller, own, expected] of cases) {
    const offsets = ROTATIONS.map((rotation) => {
      const { x, y } = resolveGlass(panelOf(controller, { ...own, rotation }), controller).offset;
      return [x, y];
    });
    t.same(offsets, expected, `${controller.name} ${own.width}x${own.height}`);
  }
  t.end();
});

t.test("a panel that reaches out of the chip's memory is refused with the numbers", (t) => {
  const refused = (own: Partial<Panel>) => () => resolveGlass(panelOf(st7789, own), st7789);
  t.throws(refused({ width: 320, height: 240 }), {
    code: 'panel-does-not-fit',
    message: /320x240 pixels from \(0, 0\).*up to \(320, 240\); the memory is 240x320/,
  });
  t.throws(refused({ width: 240, height: 300, offset: { x: 0, y: 21 } }), { code: 'panel-does-not-fit' });
  t.throws(refused({ offset: { x: -1, y: 0 } }), { code: 'panel-does-not-fit' });
  t.doesNotThrow(refused({ width: 320, height: 240, turn: 270 }));
  t.end();
});

t.test('the width of a word decides what a pixel is', (t) => {
  const glass = (wordBits: 8 | 16) => resolveGlass(panelOf(ili9486, { wordBits }), ili9486);
  t.match(glass(16), { pixelFormat: 'rgb565', wordBits: 16 });
  t.match(glass(8), { pixelFormat: 'rgb666', wordBits: 8 });
  t.throws(() => resolveGlass(panelOf(st7789, { wordBits: 16 }), st7789), {
    code: 'panel-word-bits',
    message: /words of 16 bits; Sitronix ST7789 takes words of 8 bits/,
  });
  t.end();
});

t.test("what the panel does not say is the controller's", (t) => {
  t.match(resolveGlass(panelOf(st7789), st7789), { maxMhz: 62.5, wantsWholeWindow: false });
  t.equal(resolveGlass(panelOf(st7789, { maxMhz: 40 }), st7789).maxMhz, 40);
  const inversion = (own: Partial<Panel>) =>
    resolveGlass(panelOf(st7789, own), st7789).initSteps.some((s) => s.kind === 'command' && s.opcode === 0x21);
  t.ok(inversion({}));
  t.notOk(inversion({ inverted: false }));
  t.end();
});
