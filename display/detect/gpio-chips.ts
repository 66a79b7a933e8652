import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HEADER_LABELS } from '../bus/gpio.js';
import { linkedName, listNames, readNumber, readValue } from '../sysfs.js';
import type { NodeAccess, probeNode } from './node-access.js';

export interface GpioChipFacts extends NodeAccess {
  /** Name in /dev, e.g. "gpiochip0". */
  readonly name: string;
  /** The driver's word for it, e.g. "pinctrl-bcm2711"; undefined where sysfs does not tell. */
  readonly label: string | undefined;
  /** It is the chip of the 40-pin header, whose lines are BCM numbers. */
  readonly isHeader: boolean;
}

/** GPIO chips by their device nodes. The label comes from sysfs, not from the chip's ioctl, so that a person without rights sees it too. */
export function listGpioChips(systemRoot: string, probe: typeof probeNode): GpioChipFacts[] {
  return listNames(systemRoot, CHIPS)
    .filter((name) => /^gpiochip\d+$/.test(name))
    .map((name) => {
      const label = labelOf(systemRoot, name);
      const isHeader = label !== undefined && HEADER_LABELS.includes(label);
      return { name, label, isHeader, ...probe(systemRoot, `dev/${name}`) };
    });
}

const CHIPS = 'sys/bus/gpio/devices';

/**
 * /sys/class/gpio (CONFIG_GPIO_SYSFS) has the label, under a number of its own: the chip is the one with the same parent device. Without
 * it, the device tree says by `compatible` which driver it must be.
 */
function labelOf(systemRoot: string, name: string): string | undefined {
  const device = realPath(join(systemRoot, CHIPS, name));
  if (device === undefined) return undefined;
  const legacy = listNames(systemRoot, 'sys/class/gpio')
    .map((entry) => realPath(join(systemRoot, 'sys/class/gpio', entry)))
    .find(
      (path) =>
        path !== undefined && /gpiochip\d+$/.test(path) && [device, dirname(device)].includes(dirname(dirname(path))),
    );
  if (legacy !== undefined && readNumber(legacy, 'ngpio') !== undefined) return readValue(legacy, 'label');
  const compatible = readValue(device, 'of_node/compatible') ?? readValue(dirname(device), 'of_node/compatible') ?? '';
  return COMPATIBLE.find(([key]) => compatible.includes(key))?.[1] ?? linkedName(dirname(device), 'driver');
}

const COMPATIBLE: readonly (readonly [compatible: string, label: string])[] = [
  ['raspberrypi,rp1-gpio', 'pinctrl-rp1'],
  ['brcm,bcm2711-gpio', 'pinctrl-bcm2711'],
  ['brcm,bcm2835-gpio', 'pinctrl-bcm2835'],
];

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
