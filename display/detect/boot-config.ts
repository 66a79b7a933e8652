import { readValue } from '../sysfs.js';

/** The firmware's config.txt, as far as it is about displays. */
export interface BootConfig {
  /** As people know it, e.g. "/boot/firmware/config.txt". */
  readonly path: string;
  /** Lines that count, in order: no comments, nothing from a section for another model. */
  readonly lines: readonly string[];
  /** `dtparam=spi=on` is among them. */
  readonly spiOn: boolean;
  /** Overlays that give a panel, and with it the SPI bus, to a kernel driver. */
  readonly spiPanels: readonly string[];
}

/** Since Raspberry Pi OS 12 (2023) it lies in /boot/firmware; the file in /boot then only says so. */
const PATHS = ['/boot/firmware/config.txt', '/boot/config.txt'] as const;

export function readBootConfig(systemRoot: string): BootConfig | undefined {
  const model = readValue(systemRoot, 'proc/device-tree/model') ?? '';
  for (const path of PATHS) {
    const text = readValue(systemRoot, path);
    if (text !== undefined) return { path, ...parseBootConfig(text, model) };
  }
  return undefined;
}

/**
 * Reads config.txt as the firmware does (raspberrypi.com/documentation/computers/config_txt.html): a [section] holds up to the next one.
 * Sections that are not about the model (a serial number, a pin) are taken to hold.
 */
export function parseBootConfig(text: string, model: string): Omit<BootConfig, 'path'> {
  const lines: string[] = [];
  let counts = true;
  for (const line of text.split('\n').map((line) => line.trim())) {
    const section = /^\[(.+)\]$/.exec(line)?.[1];
    if (section !== undefined) counts = isSectionFor(section.toLowerCase(), model);
    else if (counts && line !== '' && !line.startsWith('#')) lines.push(line);
  }
  return {
    lines,
    spiOn: lines.some((line) => /^dtparam=(.*,)?spi(=on|=1|=true|=yes)?(,|$)/.test(line)),
    spiPanels: lines.filter((line) => SPI_PANEL_OVERLAYS.test(line)),
  };
}

function isSectionFor(section: string, model: string): boolean {
  if (section === 'all') return true;
  if (section === 'none') return false;
  const family = MODEL_SECTIONS.find(([name]) => name === section);
  return family === undefined || family[1].test(model);
}

const MODEL_SECTIONS: readonly (readonly [section: string, model: RegExp])[] = [
  ['pi0', /Pi Zero/],
  ['pi0w', /Pi Zero( 2)? W/],
  ['pi02', /Pi Zero 2/],
  ['pi1', /Pi (Model|Compute Module Rev)/],
  ['pi2', /Pi 2/],
  ['pi3', /Pi (3|Compute Module 3)/],
  ['pi3+', /Pi (3 Model [AB] Plus|Compute Module 3 Plus)/],
  ['pi4', /Pi (4|Compute Module 4)/],
  ['pi400', /Pi 400/],
  ['cm4', /Compute Module 4/],
  ['pi5', /Pi (5|Compute Module 5)/],
  ['pi500', /Pi 500/],
  ['cm5', /Compute Module 5/],
];

/** From the overlays README of the firmware, and what makers of boards ship: overlays that bind a display driver to an SPI device. */
const SPI_PANEL_OVERLAYS =
  /^dtoverlay=(fbtft|mipi-dbi-spi|adafruit(18|-st7735r)|hy28[ab]|joy-it|mz61581|piscreen|pitft|rpi-display|sainsmart18|ssd13\d\d-spi|tft35|tinylcd35|watterott-display|waveshare(24|28|32|35))/i;
