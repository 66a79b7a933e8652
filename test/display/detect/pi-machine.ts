import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { type DetectOptions, detectMachine, type MachineFacts } from '../../../display/detect/machine-facts.js';
import { addConsole, addFramebuffer, type FakeFramebuffer, writeTree } from '../framebuffer/fake-machine.js';

export interface PiMachine {
  model?: string;
  configTxt?: string;
  configPath?: string;
  /** Names in /dev. */
  spidevs?: string[];
  bufsiz?: number;
  framebuffers?: FakeFramebuffer[];
  console?: boolean;
  coreClockHz?: number;
  /** Device nodes, by a part of their path, that this user may not use. */
  forbidden?: string;
  uid?: number;
}

/** A Raspberry Pi 4 with SPI on, as Raspberry Pi OS shows it, or what the options make of it; read by detectMachine. */
export function detectPi(t: Test, options: PiMachine = {}): MachineFacts {
  const { uid = 1000, forbidden } = options;
  const root = t.testdir();
  buildPi(root, options);
  const probe: DetectOptions['probe'] = (_root, path) => {
    const allowed = forbidden === undefined || !path.includes(forbidden);
    return { readable: allowed, writable: allowed, group: NODE_GROUPS.find(([part]) => path.includes(part))?.[1] };
  };
  return detectMachine({ systemRoot: root, user: { uid, gids: [1000, 44, 989] }, probe });
}

/** The files of such a machine. */
export function buildPi(root: string, options: PiMachine = {}): void {
  const { model = 'Raspberry Pi 4 Model B Rev 1.4', configTxt = 'dtparam=spi=on\n' } = options;
  writeTree(root, {
    'proc/device-tree/model': `${model}\0`,
    'proc/sys/kernel/osrelease': '6.12.34+rpt-rpi-v8\n',
    [options.configPath ?? 'boot/firmware/config.txt']: configTxt,
    'etc/passwd': 'root:x:0:0:root:/root:/bin/bash\npi:x:1000:1000:,,,:/home/pi:/bin/bash\n',
    'etc/group': 'root:x:0:\nvideo:x:44:pi\ngpio:x:986:pi\nspi:x:989:pi\npi:x:1000:\n',
  });
  addGpioChip(root, model);
  for (const device of options.spidevs ?? ['spidev0.0', 'spidev0.1']) writeTree(root, { [`dev/${device}`]: '' });
  if (options.bufsiz) writeTree(root, { 'sys/module/spidev/parameters/bufsiz': `${options.bufsiz}\n` });
  if (options.coreClockHz) writeTree(root, { 'sys/kernel/debug/clk/vpu/clk_rate': `${options.coreClockHz}\n` });
  for (const framebuffer of options.framebuffers ?? []) addFramebuffer(root, framebuffer);
  if (options.console) addConsole(root);
}

const NODE_GROUPS = [
  ['spidev', 'spi'],
  ['gpiochip', 'gpio'],
  ['fb', 'video'],
] as const;

/** As Linux 6.12 lays it out: the label is with the chip's older face, whose number is another. */
function addGpioChip(root: string, model: string): void {
  const label = model.includes('Pi 5') ? 'pinctrl-rp1' : 'pinctrl-bcm2711';
  const device = 'sys/devices/platform/soc/fe200000.gpio';
  writeTree(root, {
    [`${device}/gpio/gpiochip512/label`]: `${label}\n`,
    [`${device}/gpio/gpiochip512/ngpio`]: '58\n',
    [`${device}/gpiochip0/dev`]: '254:0\n',
    'sys/class/gpio/export': '',
    'dev/gpiochip0': '',
  });
  mkdirSync(join(root, 'sys/bus/gpio/devices'), { recursive: true });
  symlinkSync(join(root, device, 'gpiochip0'), join(root, 'sys/bus/gpio/devices/gpiochip0'));
  symlinkSync(join(root, device, 'gpio/gpiochip512'), join(root, 'sys/class/gpio/gpiochip512'));
}
