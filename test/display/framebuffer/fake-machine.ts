import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface FakeFramebuffer {
  number?: number;
  name?: string;
  width: number;
  height: number;
  bitsPerPixel?: 16 | 24 | 32;
  strideBytes?: number;
  /** What is shown of it, where that is not all. */
  mode?: string;
  /** The device's bus; with a clock, as the device tree gives it. */
  spiClockHz?: number;
}

/** Writes files under `root`, folders and all: what a kernel would show there. */
export function writeTree(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Adds a framebuffer to a machine's /sys and /dev. Its memory holds 0x77 everywhere. */
export function addFramebuffer(root: string, framebuffer: FakeFramebuffer): void {
  const { number = 0, name = 'panel-mipi-dbid', width, height, bitsPerPixel = 16, mode, spiClockHz } = framebuffer;
  const strideBytes = framebuffer.strideBytes ?? (width * bitsPerPixel) / 8;
  const folder = `sys/class/graphics/fb${number}`;
  writeTree(root, {
    [`${folder}/name`]: `${name}\n`,
    [`${folder}/virtual_size`]: `${width},${height}\n`,
    [`${folder}/bits_per_pixel`]: `${bitsPerPixel}\n`,
    [`${folder}/stride`]: `${strideBytes}\n`,
    [`${folder}/blank`]: '\n',
    [`dev/fb${number}`]: new Uint8Array(strideBytes * height).fill(0x77),
    ...(mode !== undefined && { [`${folder}/modes`]: `${mode}\n` }),
  });
  if (spiClockHz === undefined) return;
  const clock = Buffer.alloc(4);
  clock.writeUInt32BE(spiClockHz);
  writeTree(root, { 'sys/bus/spi/uevent': '', [`${folder}/device/of_node/spi-max-frequency`]: clock });
  symlinkSync(join(root, 'sys/bus/spi'), join(root, folder, 'device/subsystem'));
}

/** Adds the console that draws on framebuffers, bound, with a blinking cursor. */
export function addConsole(root: string, { commandLine = '' }: { commandLine?: string } = {}): void {
  writeTree(root, {
    'sys/class/vtconsole/vtcon0/name': '(S) dummy device\n',
    'sys/class/vtconsole/vtcon0/bind': '0\n',
    'sys/class/vtconsole/vtcon1/name': '(M) frame buffer device\n',
    'sys/class/vtconsole/vtcon1/bind': '1\n',
    'sys/class/graphics/fbcon/cursor_blink': '1\n',
    'proc/cmdline': `console=tty1 root=/dev/mmcblk0p2 ${commandLine}\n`,
  });
}

export function attribute(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8').trim();
}
