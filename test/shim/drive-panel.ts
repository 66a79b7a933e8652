import { readFileSync } from 'node:fs';
import { openSpidevBus } from '../../display/bus/spidev-bus.js';
import { loadController } from '../../display/controllers/registry.js';
import type { Rectangle } from '../../display/display.js';
import { resolveGlass } from '../../display/glass.js';
import { SpiPanelDisplay } from '../../display/outputs/spi-panel.js';
import type { Panel, Wiring } from '../../display/panel.js';

/** Shows frames on a panel over spidev, as the consumer does. */
export interface PanelScenario {
  panel: Panel;
  wiring: Wiring;
  mhz: number;
  /** Each a whole frame, base64, and what differs from the one before. */
  frames: readonly { pixels: string; damage?: readonly Rectangle[] }[];
}

const { panel, wiring, mhz, frames, systemRoot }: PanelScenario & { systemRoot: string } = JSON.parse(
  readFileSync(process.argv[2] ?? '', 'utf8'),
);
const controller = await loadController(panel.controller);
const glass = resolveGlass(panel, controller);
const bus = await openSpidevBus({ wiring, mhz, wordBits: glass.wordBits, spiMode: panel.spiMode, systemRoot });
const backlight = { set: () => {}, close: () => {} };
const display = new SpiPanelDisplay({ glass, bus, backlight, cost: { mhz, rectangleUs: 100 } });
display.open();
for (const { pixels, damage } of frames) display.present(Buffer.from(pixels, 'base64'), damage);
process.stdout.write(JSON.stringify({ clockHz: bus.clockHz }));
// Not closed: it would fall asleep, and the picture is to be looked at.
