import { readValue } from '../sysfs.js';

/** What the device tree calls this machine, e.g. "Raspberry Pi 4 Model B Rev 1.4"; undefined where there is none. */
export function readMachineModel(systemRoot: string): string | undefined {
  return readValue(systemRoot, 'proc/device-tree/model');
}

/** The chip a Raspberry Pi is built on, as far as its pins go; undefined: none that we know. */
export function socOf(model: string | undefined): PiSoc | undefined {
  if (model === undefined || !model.startsWith('Raspberry Pi ')) return undefined;
  return GENERATIONS.find(([pattern]) => pattern.test(model))?.[1];
}

export type PiSoc = 'bcm2835' | 'bcm2836' | 'bcm2837' | 'bcm2711' | 'bcm2712';

/** First match wins; names as in the firmware's device trees. */
const GENERATIONS: readonly (readonly [RegExp, PiSoc])[] = [
  [/^Raspberry Pi (5|Compute Module 5)/, 'bcm2712'],
  [/^Raspberry Pi (4|Compute Module 4)/, 'bcm2711'],
  [/^Raspberry Pi (3|Compute Module 3|Zero 2)/, 'bcm2837'],
  [/^Raspberry Pi 2/, 'bcm2836'],
  [/^Raspberry Pi (Model|Zero|Compute Module)/, 'bcm2835'],
];
