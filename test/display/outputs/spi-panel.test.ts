import t from 'tap';
import { perceivedLight } from '../../../display/backlight/perceived.js';
import { RecordingBus, type RecordingBusOptions } from '../../../display/bus/recording-bus.js';
import { BUILT_IN_CONTROLLERS } from '../../../display/controllers/built-in.js';
import { ili9486 } from '../../../display/controllers/ili9486.js';
import { ili9488 } from '../../../display/controllers/ili9488.js';
import { st7789 } from '../../../display/controllers/st7789.js';
import { modelBytes } from '../../../display/dirty/model-us.js';
import { DisplayError, type Rectangle } from '../../../display/display.js';
import { resolveGlass } from '../../../display/glass.js';
import { SpiPanelDisplay } from '../../../display/outputs/spi-panel.js';
import { frameBytes } from '../../../display/panel.js';
import { testDisplay } from '../../conformance/display.js';
import { EmulatedGlass, RememberedLight } from '../emulated-glass.js';
import { smallChip } from '../emulator/wire.js';
import { panelOf } from '../panel-of.js';

for (const controller of BUILT_IN_CONTROLLERS.values()) {
  testDisplay(t, `SPI panel, ${controller.name}`, () => {
    const glass = new EmulatedGlass(panelOf(controller), controller, { cost: { mhz: 40, rectangleUs: 100 } });
    glass.display.open();
    return { display: glass.display, pixels: () => glass.pixels(), lit: () => glass.lit() };
  });
}

testDisplay(t, 'SPI panel behind a 16-bit adapter', () => {
  const glass = new EmulatedGlass(panelOf(ili9486, { wordBits: 16 }), ili9486, { cost: { mhz: 16, rectangleUs: 100 } });
  glass.display.open();
  return { display: glass.display, pixels: () => glass.pixels(), lit: () => glass.lit() };
});

testDisplay(t, 'SPI panel without a reset line', () => {
  const glass = new EmulatedGlass(panelOf(st7789), st7789, { hasReset: false, cost: { mhz: 40, rectangleUs: 100 } });
  glass.display.open();
  return { display: glass.display, pixels: () => glass.pixels(), lit: () => glass.lit() };
});

t.test('an axis of the window is sent only where it changed', async (t) => {
  const { display, bus } = onPaper();
  display.present(new Uint8Array(48), [
    { x: 0, y: 0, endX: 2, endY: 1 },
    { x: 0, y: 2, endX: 2, endY: 3 },
    { x: 1, y: 2, endX: 2, endY: 3 },
    { x: 1, y: 2, endX: 2, endY: 3 },
  ]);
  t.equal(
    bus.transcript,
    [
      ...['2A:00 00 00 01', '2B:00 00 00 00', '2C', 'pixels 4: 00 00 00 00'],
      ...['2B:00 02 00 02', '2C', 'pixels 4: 00 00 00 00'],
      ...['2A:00 01 00 01', '2C', 'pixels 2: 00 00'],
      ...['2C', 'pixels 2: 00 00', ''],
    ].join('\n'),
  );
});

t.test('a controller that wants its whole window gets it each time', async (t) => {
  const { display, bus } = onPaper({ ...smallChip, wantsWholeWindow: true });
  const corner = { x: 0, y: 0, endX: 1, endY: 1 };
  display.present(new Uint8Array(48), [corner, corner]);
  const once = '2A:00 00 00 00\n2B:00 00 00 00\n2C\npixels 2: 00 00\n';
  t.equal(bus.transcript, once + once);
});

t.test('18-bit colour keeps white white and black black', async (t) => {
  const { display, bus } = onPaper({ ...smallChip, pixelFormats: { 8: 'rgb666' } });
  const frame = new Uint8Array(48);
  frame.set([0xff, 0xff, 0x00, 0x00, 0x84, 0x10]);
  display.present(frame, [{ x: 0, y: 0, endX: 3, endY: 1 }]);
  t.match(bus.transcript, 'pixels 9: FC FC FC 00 00 00 84 80 84\n');
});

t.test('no damage sends nothing', async (t) => {
  const { display, bus } = onPaper();
  display.present(new Uint8Array(48), []);
  t.equal(bus.transcript, '');
  t.same(display.traffic, { bytes: 0, rectangles: 0, busyMs: 0 });
});

t.test('the bytes that are sent are those that the cost model counts', async (t) => {
  for (const controller of [st7789, ili9488]) {
    const { display } = onPaper(controller);
    const damage: Rectangle[] = [
      { x: 3, y: 5, endX: 30, endY: 40 },
      { x: 3, y: 50, endX: 30, endY: 51 },
      { x: 100, y: 50, endX: 101, endY: 51 },
    ];
    if (display.cost === undefined) throw new Error('an open display knows its cost');
    display.present(new Uint8Array(frameBytes(display.geometry)), damage);
    t.equal(display.traffic.bytes, modelBytes(damage, display.cost));
    t.equal(display.traffic.rectangles, 3);
  }
});

t.test(
  'the noise of power-on is overwritten before the display is switched on, and the light comes last',
  async (t) => {
    for (const controller of BUILT_IN_CONTROLLERS.values()) {
      const glass = new EmulatedGlass(panelOf(controller), controller);
      const seen = new Set<number>();
      let wasLit = false;
      const { emulator } = glass;
      const write = emulator.write.bind(emulator);
      emulator.write = (dataCommand, bytes, nowMs) => {
        write(dataCommand, bytes, nowMs);
        wasLit ||= glass.lit();
        if (dataCommand === 0 && emulator.registers.displayOn) for (const byte of glass.pixels()) seen.add(byte);
      };
      glass.display.open();
      t.same([...seen], [0], controller.name);
      t.equal(wasLit, false);
      t.equal(glass.light.light, 1);
    }
  },
);

t.test('a table in any order is played whole, and the black picture waits for what pixels depend on', async (t) => {
  for (const init of ['29; 11 [120]; 36:mad; 3A:fmt', '11 [120]; 29; 36:mad; 3A:fmt', '11 [120]; 36:mad; 3A:fmt']) {
    const glass = new EmulatedGlass(panelOf(smallChip), { ...smallChip, init });
    glass.display.open();
    t.equal(glass.emulator.registers.displayOn, init.includes('29'), init);
    if (glass.emulator.registers.displayOn) t.ok(glass.pixels().every((byte) => byte === 0));
  }
});

t.test('brightness is in percent as people see it, and comes back with the light', async (t) => {
  const { display, light } = onPaper();
  display.setBrightness(50);
  t.equal(light.light, perceivedLight(50));
  display.setLit(false);
  t.equal(light.light, 0);
  display.setBrightness(20);
  t.equal(light.light, 0);
  display.setLit(true);
  t.equal(light.light, perceivedLight(20));
});

t.test('a board whose light is always on goes dark by DISPOFF', async (t) => {
  const { display, bus } = onPaper();
  display.setLit(false);
  display.setLit(false);
  display.setLit(true);
  t.equal(bus.transcript, '28\n29\n');
});

t.test('closed, the glass is dark and asleep, and bus and light are given back', async (t) => {
  const { display, bus, light } = onPaper();
  display.close();
  display.close();
  t.match(bus.transcript, /28\n(\[[\d.]+\]\n)?10\n\[5\]\n$/);
  t.match(light, { light: 0, closed: true });
  t.throws(() => bus.command(0), { code: 'bus-lost' });
});

t.test('closed right after it was opened, it waits until the chip may fall asleep', async (t) => {
  const glass = new EmulatedGlass(panelOf(smallChip), { ...smallChip, init: '11 [5]; 36:mad; 3A:fmt; 29' });
  glass.display.open();
  glass.display.close();
  t.equal(glass.emulator.registers.awake, false);
});

t.test('a lost bus is said by code, and close gives back what is left', async (t) => {
  const { display, bus, light } = onPaper();
  bus.close();
  t.throws(() => display.present(new Uint8Array(48)), { name: 'DisplayError', code: 'bus-lost' });
  display.close();
  t.equal(light.closed, true);
});

t.test('a bus that is lost while the panel is opened is given back, and the light', async (t) => {
  const bus = new RecordingBus();
  const light = new RememberedLight();
  const display = new SpiPanelDisplay({ glass: resolveGlass(panelOf(smallChip), smallChip), bus, backlight: light });
  bus.pixels = () => {
    throw new DisplayError('bus-lost', 'The test cut the wire.');
  };
  t.throws(() => display.open(), { code: 'bus-lost' });
  t.match(light, { light: 0, closed: true });
  t.throws(() => bus.command(0), { code: 'bus-lost' });
  t.throws(() => display.present(new Uint8Array(48)), { code: 'display-closed' });
});

t.test('a window that was lost on its way is sent again', async (t) => {
  const { display, bus } = onPaper();
  const corner = [{ x: 0, y: 0, endX: 1, endY: 1 }];
  const command = bus.command.bind(bus);
  bus.command = () => {
    throw new DisplayError('bus-lost', 'The test cut the wire.');
  };
  t.throws(() => display.present(new Uint8Array(48), corner), { code: 'bus-lost' });
  bus.command = command;
  display.present(new Uint8Array(48), corner);
  t.equal(bus.transcript, '2A:00 00 00 00\n2B:00 00 00 00\n2C\npixels 2: 00 00\n');
});

t.test('before it is opened a display takes no frames, and damage outside the picture is refused', async (t) => {
  const glass = new EmulatedGlass(panelOf(smallChip), smallChip);
  t.throws(() => glass.display.present(new Uint8Array(48)), { code: 'display-not-open' });
  glass.display.open();
  for (const wrong of [
    { x: 0, y: 0, endX: 5, endY: 1 },
    { x: -1, y: 0, endX: 1, endY: 1 },
    { x: 2, y: 3, endX: 2, endY: 4 },
  ]) {
    t.throws(() => glass.display.present(new Uint8Array(48), [wrong]), { code: 'damage-outside' });
  }
});

/** A display over a bus that writes down what is sent; opened, and its transcript begun anew. */
function onPaper(
  controller = smallChip,
  options: RecordingBusOptions = {},
): { display: SpiPanelDisplay; bus: RecordingBus; light: RememberedLight } {
  const bus = new RecordingBus(options);
  const light = new RememberedLight();
  const glass = resolveGlass(panelOf(controller), controller);
  const clock = { monotonicMs: () => 0 };
  const display = new SpiPanelDisplay({ glass, bus, backlight: light, cost: { mhz: 40, rectangleUs: 100 }, clock });
  display.open();
  // A window that none of the tests use.
  const { width, height } = glass.geometry;
  display.present(new Uint8Array(frameBytes(glass.geometry)), [
    { x: width - 1, y: height - 1, endX: width, endY: height },
  ]);
  Object.assign(display.traffic, { bytes: 0, rectangles: 0, busyMs: 0 });
  bus.clear();
  return { display, bus, light };
}
