import t from 'tap';
import { ili9341 } from '../../../display/controllers/ili9341.js';
import { EmulatedPanel } from '../../../display/outputs/emulated-panel.js';
import { frameBytes } from '../../../display/panel.js';
import { SharedScreen } from '../../../display/shared-screen.js';
import { testDisplay } from '../../conformance/display.js';
import { ManualClock } from '../manual-clock.js';
import { panelOf } from '../panel-of.js';

const panel = panelOf(ili9341, { width: 320, height: 240, turn: 90 });

testDisplay(t, 'emulated panel', () => {
  const { display, screen } = openEmulated();
  const pixels = new Uint8Array(frameBytes(display.geometry));
  return {
    display,
    pixels: () => {
      screen.read(pixels);
      return pixels;
    },
    lit: () => screen.lit,
  };
});

t.test('a full frame takes as long as its bits at the clock, and no longer than the model says', async (t) => {
  const { display, clock } = openEmulated();
  t.same(display.cost, { mhz: 40, rectangleUs: 100, bytesPerPixel: 2, wholeWindow: false });
  const frame = new Uint8Array(frameBytes(display.geometry));
  const beganMs = clock.nowMs;
  for (let shown = 0; shown < 60; shown++) display.present(frame);
  const frameMs = (clock.nowMs - beganMs) / 60;
  // 153,611 bytes * 8 / 40 MHz = 30.72 ms.
  t.ok(frameMs > 30.7 && frameMs < 30.9, `${frameMs} ms`);
  t.ok(Math.abs(display.traffic.busyMs / 60 - frameMs) < 0.05);
});

t.test('brightness and dark are told to the screen', async (t) => {
  const { display, screen } = openEmulated();
  display.setBrightness(40);
  display.setLit(false);
  t.match({ brightness: screen.brightness, lit: screen.lit }, { brightness: 40, lit: false });
});

t.test('it takes the time it takes: the thread is blocked for as long as the wire', async (t) => {
  const screen = SharedScreen.create({ width: 240, height: 320 });
  const display = new EmulatedPanel({ panel: panelOf(ili9341), controller: ili9341, screen, busMhz: 80 });
  display.open();
  const frame = new Uint8Array(frameBytes(display.geometry));
  const beganMs = performance.now();
  display.present(frame);
  display.present(frame);
  // 153,611 bytes * 8 / 80 MHz = 15.36 ms each; up to 5 ms that the thread slept too long before are given back, and 1 ms is still owed.
  t.ok(performance.now() - beganMs > 24);
  display.close();
});

function openEmulated(): { display: EmulatedPanel; screen: SharedScreen; clock: ManualClock } {
  const clock = new ManualClock();
  const screen = SharedScreen.create({ width: 320, height: 240 });
  const display = new EmulatedPanel({ panel, controller: ili9341, screen, busMhz: 40, clock });
  display.open();
  return { display, screen, clock };
}
