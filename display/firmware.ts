import type { InitStep } from './controllers/init-table.js';
import { DCS } from './dcs.js';
import { DisplayError } from './display.js';
import type { Glass } from './glass.js';
import type { Panel, Wiring } from './panel.js';

/**
 * The kernel's own way to a panel: its driver panel-mipi-dbi reads a firmware file, and config.txt says the rest.
 *
 *     0   15 bytes   "MIPI DBI" and seven times 00
 *     15   1 byte    version, 01
 *     16  commands   opcode, number of parameters, parameters; a wait is 00 01 and its milliseconds
 *
 * Source: Linux, drivers/gpu/drm/tiny/panel-mipi-dbi.c, struct panel_mipi_dbi_config.
 */
const HEADER = new TextEncoder().encode('MIPI DBI\0\0\0\0\0\0\0\x01');

/** The longest wait that one byte can say. */
const LONGEST_SLEEP_MS = 255;

/** The firmware file of an init table. A wait of more than 255 ms becomes several. */
export function encodeFirmware(steps: readonly InitStep[]): Uint8Array {
  return Uint8Array.from([
    ...HEADER,
    ...steps.flatMap((step) => (step.kind === 'sleep' ? encodeSleep(step.ms) : encodeCommand(step))),
  ]);
}

/**
 * The lines of config.txt that make the kernel drive this panel with the firmware of that name.
 *
 * @throws DisplayError 'firmware-unsupported' where the kernel's driver cannot drive it.
 */
export function firmwareConfigLines(name: string, panel: Panel, glass: Glass, wiring: Wiring): string[] {
  checkSupported(name, panel, glass, wiring);
  const { geometry, offset, maxMhz } = glass;
  const { device, dc, reset, backlight } = wiring;
  return [
    'dtparam=spi=on',
    `dtoverlay=mipi-dbi-spi,${device.replace('spidev', 'spi').replace('.', '-')},speed=${Math.round(maxMhz * 1e6)}`,
    `dtparam=compatible=${name}\\0panel-mipi-dbi-spi`,
    `dtparam=width=${geometry.width},height=${geometry.height},x-offset=${offset.x},y-offset=${offset.y}`,
    `dtparam=${reset === undefined ? '' : `reset-gpio=${reset},`}dc-gpio=${dc}`,
    ...(backlight === undefined ? [] : [`dtparam=backlight-gpio=${backlight}`]),
    `dtparam=write-only${panel.spiMode === 3 ? ',cpha,cpol' : ''}`,
  ];
}

/** "st7789-240x240" and ".bin" fit in the 40 bytes that the driver has for the file's name, with their end. */
const LONGEST_NAME = 35;

/** What the overlay has a parameter for: spi0-0, spi0-1, spi1-0 to spi2-2. Source: raspberrypi/linux, mipi-dbi-spi-overlay.dts. */
const OVERLAY_DEVICES = /^spidev(?:0\.[01]|[12]\.[012])$/;

function checkSupported(name: string, panel: Panel, { wordBits, pixelFormat }: Glass, { device }: Wiring): void {
  const unsupported = (reason: string) => new DisplayError('firmware-unsupported', reason);
  if (wordBits !== 8) {
    throw unsupported(
      `Panel ${panel.name} has words of ${wordBits} bits, and the kernel's mipi-dbi-spi overlay sends 8; ` +
        'use its own overlay (piscreen, waveshare35a, tft35a, mhs35), or drive it by framed.',
    );
  }
  if (pixelFormat !== 'rgb565') {
    throw unsupported(
      `Panel ${panel.name} takes 18-bit colour only, and the kernel's mipi-dbi-spi overlay sends 16; drive it by framed.`,
    );
  }
  if (!OVERLAY_DEVICES.test(device)) {
    throw unsupported(
      `The kernel's mipi-dbi-spi overlay does not know "${device}"; it knows spidev0.0, spidev0.1, and spidev1.0 to spidev2.2.`,
    );
  }
  if (!/^[a-z0-9-]+$/.test(name) || name.length > LONGEST_NAME) {
    throw unsupported(
      `"${name}" cannot name a firmware; it must be small letters, digits and -, up to ${LONGEST_NAME} of them.`,
    );
  }
}

function encodeCommand({ opcode, parameters }: Extract<InitStep, { kind: 'command' }>): number[] {
  return [opcode, parameters.length, ...parameters];
}

function encodeSleep(ms: number): number[] {
  const bytes: number[] = [];
  for (let rest = ms; rest > 0; rest -= LONGEST_SLEEP_MS) bytes.push(DCS.NOP, 1, Math.min(rest, LONGEST_SLEEP_MS));
  return bytes;
}
