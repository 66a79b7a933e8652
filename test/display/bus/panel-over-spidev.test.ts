import t from 'tap';
import { loadController } from '../../../display/controllers/registry.js';
import type { Rectangle } from '../../../display/display.js';
import { Emulator } from '../../../display/emulator/emulator.js';
import { frameBytes, type Panel } from '../../../display/panel.js';
import type { PanelScenario } from '../../shim/drive-panel.js';
import { noCompiler, runShimmed } from '../../shim/kernel-shim.js';
import { replay } from '../../shim/replay.js';
import { panelOf } from '../panel-of.js';

/** Display, bus, spidev and GPIO as on a Pi; what goes into the kernel comes out of an emulated chip as the picture. */

const BUFSIZ = 4096;
const wiring = { device: 'spidev0.0', dc: 25, reset: 27 };

const PANELS: readonly (readonly [controller: string, panel: Partial<Panel>, wiring: PanelScenario['wiring']])[] = [
  ['st7789', { width: 240, height: 240, rotation: 90 }, wiring],
  ['st7735', { width: 128, height: 160 }, { device: 'spidev0.1', dc: 9 }],
  ['ili9488', { width: 320, height: 480, rotation: 270 }, wiring],
  ['ili9486', { width: 320, height: 480, wordBits: 16 }, wiring],
];

for (const [name, description, wiring] of PANELS) {
  const { wordBits = 8 } = description;
  const title = `${name}${wordBits === 16 ? ' behind a 16-bit adapter' : ''}${wiring.reset === undefined ? ' without a reset line' : ''}`;
  t.test(`what spidev is given for ${title} is the picture, pixel for pixel`, { skip: noCompiler }, async (t) => {
    const controller = await loadController(name);
    const panel = panelOf(controller, description);
    const emulator = new Emulator({ panel, controller, maxTransferBytes: BUFSIZ });
    const { width, height } = emulator.geometry;
    const damage: Rectangle[] = [
      { x: 3, y: 5, endX: 20, endY: 6 },
      { x: width - 1, y: 0, endX: width, endY: height },
    ];
    const first = noise(frameBytes(emulator.geometry));
    const second = Buffer.from(first);
    for (const { x, y, endX, endY } of damage) {
      for (let row = y; row < endY; row++) second.fill(0xa5, (row * width + x) * 2, (row * width + endX) * 2);
    }
    const frames = [{ pixels: first.toString('base64') }, { pixels: second.toString('base64'), damage }];
    const scenario: PanelScenario = { panel, wiring, mhz: 40, frames };
    const run = await runShimmed(t, { script: 'drive-panel.js', scenario, machine: { bufsiz: BUFSIZ } });
    replay(run, wiring, emulator);
    const seen = Buffer.alloc(first.length);
    emulator.visiblePixels(seen);
    t.ok(seen.equals(second));
  });
}

/** Pixels without a pattern, so that none can stand in for another. */
function noise(bytes: number): Buffer {
  const pixels = Buffer.alloc(bytes);
  let state = 1;
  for (let at = 0; at < bytes; at++) {
    state = (state * 48271) % 2147483647;
    pixels[at] = state & 0xff;
  }
  return pixels;
}
