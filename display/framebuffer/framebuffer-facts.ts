import { join } from 'node:path';
import { DisplayError, type Geometry } from '../display.js';
import { linkedName, listNames, readCell, readNumber, readValue } from '../sysfs.js';

/** A Linux framebuffer as sysfs describes it (Documentation/fb/api.rst; drivers/video/fbdev/core/fbsysfs.c). */
export interface FramebufferFacts {
  /** 1 of /dev/fb1. It changes with the order in which drivers load: choose by name. */
  readonly number: number;
  /** The driver's, at most 15 characters, e.g. "panel-mipi-dbid", "fb_st7789v", "vc4drmfb", "BCM2708 FB". */
  readonly name: string;
  /** The device file. */
  readonly path: string;
  /** What is shown, in pixels. */
  readonly geometry: Geometry;
  readonly bitsPerPixel: number;
  /** From one row to the next, in bytes. */
  readonly strideBytes: number;
  /** fbtft: an fb_* driver. mipi-dbi: a DRM driver of a panel on SPI. other: HDMI, DPI, a virtual one. */
  readonly kind: 'mipi-dbi' | 'fbtft' | 'other';
  /** Clock of the SPI bus behind it, in Hz, where the device tree says so. */
  readonly spiClockHz?: number;
}

/** All framebuffers of this machine, by number. */
export function listFramebuffers(systemRoot = '/'): FramebufferFacts[] {
  return listNames(systemRoot, GRAPHICS)
    .filter((name) => /^fb\d+$/.test(name))
    .map((name) => readFacts(systemRoot, Number(name.slice(2))))
    .filter((facts) => facts !== undefined);
}

/**
 * @param device "fb1", "1", "/dev/fb1", or the driver's name: "panel-mipi-dbid".
 * @throws DisplayError 'framebuffer-not-found', with those there are, or 'framebuffer-ambiguous' where a name is two framebuffers'.
 */
export function findFramebuffer(device: string, systemRoot = '/'): FramebufferFacts {
  const all = listFramebuffers(systemRoot);
  const number = /^(?:\/dev\/)?(?:fb)?(\d+)$/.exec(device)?.[1];
  const found = all.filter((facts) => (number === undefined ? facts.name === device : facts.number === Number(number)));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const names = all.map(describeFramebuffer).join(', ') || 'none';
  throw first === undefined
    ? new DisplayError(
        'framebuffer-not-found',
        `There is no framebuffer "${device}" on this machine; there are: ${names}.`,
      )
    : new DisplayError(
        'framebuffer-ambiguous',
        `Several framebuffers are called "${device}" (${names}); give the number.`,
      );
}

/** For people, e.g. "fb1 (panel-mipi-dbid, 240x240, 16 bits a pixel)". */
export function describeFramebuffer({ number, name, geometry, bitsPerPixel }: FramebufferFacts): string {
  return `fb${number} (${name}, ${geometry.width}x${geometry.height}, ${bitsPerPixel} bits a pixel)`;
}

const GRAPHICS = 'sys/class/graphics';

function readFacts(systemRoot: string, number: number): FramebufferFacts | undefined {
  const folder = join(systemRoot, GRAPHICS, `fb${number}`);
  const memory = parseSize(readValue(folder, 'virtual_size'), /^(\d+),(\d+)$/);
  if (memory === undefined) return undefined;
  const name = readValue(folder, 'name') ?? '';
  const bitsPerPixel = readNumber(folder, 'bits_per_pixel') ?? 0;
  const spiClockHz = readCell(folder, 'device', 'of_node', 'spi-max-frequency');
  return {
    number,
    name,
    path: join(systemRoot, 'dev', `fb${number}`),
    geometry: shownPart(memory, readValue(folder, 'modes')),
    bitsPerPixel,
    // Drivers that leave it at 0 have rows without padding.
    strideBytes: readNumber(folder, 'stride') || Math.ceil((memory.width * bitsPerPixel) / 8),
    kind: kindOf(name, linkedName(folder, 'device', 'subsystem')),
    ...(spiClockHz !== undefined && { spiClockHz }),
  };
}

/** The memory may be larger than what is shown, for panning. `modes` holds lines like "U:240x240p-0". */
function shownPart(memory: Geometry, modes: string | undefined): Geometry {
  const mode = parseSize(modes, /^\w:(\d+)x(\d+)/);
  return mode !== undefined && mode.width <= memory.width && mode.height <= memory.height ? mode : memory;
}

function parseSize(text: string | undefined, pattern: RegExp): Geometry | undefined {
  const [, width = 0, height = 0] = (pattern.exec(text ?? '') ?? []).map(Number);
  return width > 0 && height > 0 ? { width, height } : undefined;
}

function kindOf(name: string, bus: string | undefined): FramebufferFacts['kind'] {
  if (name.startsWith('fb_')) return 'fbtft';
  return bus === 'spi' || name.startsWith('panel-mipi-dbi') ? 'mipi-dbi' : 'other';
}
