import type { Test } from 'tap';
import type { Config } from '../../../../daemon/config/schema.js';
import { chooseGlass } from '../../../../daemon/glass/choose-glass.js';
import { buildPi } from '../../../display/detect/pi-machine.js';
import type { Proof, Proofs } from './proof.js';

/** What is opened on a Pi with SPI and a framebuffer that the kernel drives. */
async function opened(config: Config, t: Test): Promise<unknown> {
  const systemRoot = t.testdir();
  const framebuffers = [
    { name: 'panel-mipi-dbid', width: 320, height: 240 },
    { number: 1, name: 'vc4drmfb', width: 800, height: 480, bitsPerPixel: 32 as const },
  ];
  buildPi(systemRoot, { framebuffers });
  return (await chooseGlass({ config, systemRoot })).display;
}

const onSpi = { 'panel.name': 'ili9341-240x320-waveshare-2in4', 'display.output': 'spi' };
const emulated = { 'display.output': 'virtual', 'display.virtual.bus_mhz': 20 };
const shown = (value: unknown, beside: Record<string, unknown> = {}): Proof => ({ value, beside, effect: opened });

export const proofs: Proofs = {
  'panel.name': shown('gc9a01-240x240', { 'display.output': 'virtual' }),
  'panel.rotation': shown(90, onSpi),
  'panel.mirrored': shown(true, onSpi),
  'panel.color_order': shown('rgb', onSpi),
  'panel.inverted': shown(true, onSpi),
  'panel.offset.x': shown(1, { ...onSpi, 'panel.offset.y': 0 }),
  'panel.offset.y': shown(1, { ...onSpi, 'panel.offset.x': 0 }),
  'display.output': shown('virtual', { 'panel.name': 'ili9341-240x320-waveshare-2in4' }),
  'display.spi.bus': shown('rpio', onSpi),
  'display.spi.device': shown('spidev0.1', onSpi),
  'display.spi.dc': shown(9, onSpi),
  'display.spi.reset': shown(9, onSpi),
  'display.spi.mhz': shown(9, onSpi),
  'display.spi.rectangle_us': shown(9, onSpi),
  'display.framebuffer.device': shown('fb1', { 'display.output': 'framebuffer', 'display.framebuffer.fill': true }),
  'display.framebuffer.fill': shown(true, { 'display.output': 'framebuffer', 'display.framebuffer.device': 'fb1' }),
  'display.backlight.kind': shown('none', onSpi),
  'display.backlight.line': shown(9, { ...onSpi, 'display.backlight.kind': 'gpio' }),
  'display.backlight.name': shown('other', { ...onSpi, 'display.backlight.kind': 'sysfs' }),
  'display.backlight.chip': shown(1, { ...onSpi, 'display.backlight.kind': 'pwm', 'display.backlight.channel': 0 }),
  'display.backlight.channel': shown(1, { ...onSpi, 'display.backlight.kind': 'pwm', 'display.backlight.chip': 0 }),
  'display.virtual.bus_mhz': shown(40, { 'display.output': 'virtual' }),
  'display.virtual.rectangle_us': shown(40, emulated),
};
