import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { loadPanel } from '../../daemon/config/panels.js';
import { openBacklight } from '../../display/backlight/open-backlight.js';
import { openRpioBus } from '../../display/bus/rpio-bus.js';
import { openSpidevBus } from '../../display/bus/spidev-bus.js';
import { loadController } from '../../display/controllers/registry.js';
import { resolveGlass } from '../../display/glass.js';
import { SpiPanelDisplay } from '../../display/outputs/spi-panel.js';
import { frameBytes } from '../../display/panel.js';
import { testPicture } from './test-picture.js';

/**
 * A real panel on a real Pi (docs/wiring.md). Named by a panel description that has a wiring, and told by eye:
 *
 *     FRAMED_HARDWARE=ili9341-240x320-waveshare-2in4 npx tap dist/test/hardware/panel.test.js
 *
 * FRAMED_HARDWARE_BUS=rpio for the other bus, FRAMED_HARDWARE_MHZ=40 for another clock.
 */
const name = process.env['FRAMED_HARDWARE'];
const skip = name === undefined && 'FRAMED_HARDWARE names no panel';

t.test('the test picture is on the glass for ten seconds, at the speed the clock allows', { skip }, async (t) => {
  const panel = await loadPanel(name ?? '');
  const { wiring } = panel;
  if (wiring === undefined) throw new Error(`${panel.name} has no wiring; write a description of your own that has.`);
  const glass = resolveGlass(panel, await loadController(panel.controller));
  const mhz = Number(process.env['FRAMED_HARDWARE_MHZ'] ?? glass.maxMhz);
  const open = process.env['FRAMED_HARDWARE_BUS'] === 'rpio' ? openRpioBus : openSpidevBus;
  const bus = await open({ wiring, mhz, wordBits: glass.wordBits, spiMode: panel.spiMode });
  const { backlight: line } = wiring;
  const backlight = await openBacklight(line === undefined ? { kind: 'none' } : { kind: 'gpio', line });
  const display = new SpiPanelDisplay({ glass, bus, backlight });
  t.teardown(() => display.close());

  display.open();
  const picture = testPicture(glass.geometry);
  const frames = 30;
  const beganMs = performance.now();
  for (let frame = 0; frame < frames; frame++) display.present(picture);
  const fps = (frames * 1000) / (performance.now() - beganMs);

  const bitsPerPixel = glass.pixelFormat === 'rgb666' ? 24 : 16;
  const ceiling = bus.clockHz / ((frameBytes(glass.geometry) / 2) * bitsPerPixel);
  t.comment(
    `asked for ${mhz} MHz, got ${bus.clockHz / 1e6} MHz; ${fps.toFixed(1)} full frames a second of ${ceiling.toFixed(1)}`,
  );
  t.comment(
    `a rectangle costs ${display.cost?.rectangleUs.toFixed(0)} us; the clock measured is ${display.cost?.mhz.toFixed(1)} MHz`,
  );
  t.ok(fps < ceiling * 1.02, 'no faster than the clock that the bus says it has');
  t.ok(fps > ceiling / 2, 'at least half of what the clock allows');
  await setTimeout(10_000);
});
