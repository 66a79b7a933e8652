import { type PiSoc, socOf } from '../bus/pi-model.js';
import type { Panel, Wiring } from '../panel.js';
import { addLine, joinGroup, type Missing, type Route, USUAL_CONFIG_PATH } from './finding.js';
import type { MachineFacts } from './machine-facts.js';

export type SpiBus = 'spidev' | 'rpio';

/** The way over the SPI pins, driven from here. */
export function spiRoute(facts: MachineFacts, panel: Panel, bus: SpiBus = 'spidev'): Route {
  const { wiring } = panel;
  const missing = [
    ...(wiring === undefined ? [noWiring(panel)] : []),
    ...(bus === 'rpio' ? rpioObstacles(facts) : spidevObstacles(facts, wiring)),
  ];
  if (wiring === undefined || missing.length > 0) return { output: 'spi', missing };
  return { output: 'spi', device: wiring.device, missing };
}

function noWiring({ name }: Panel): Missing {
  return {
    what: `Nothing says to which pins ${name} is wired.`,
    remedy:
      'name them by their BCM numbers, in the configuration: display: { spi: { device: spidev0.0, dc: LINE, reset: LINE } }',
  };
}

function spidevObstacles(facts: MachineFacts, wiring: Wiring | undefined): Missing[] {
  // On anything but a Pi there is one thing to say, not four.
  if (socOf(facts.model) === undefined && facts.spidevs.length === 0) return [notAPi(facts)];
  return [...nodeObstacles(facts, wiring?.device), ...gpioObstacles(facts)];
}

function notAPi({ model }: MachineFacts): Missing {
  return {
    what: `This machine is ${model === undefined ? 'no Raspberry Pi' : `a ${model}`} and has no SPI device (/dev/spidev*).`,
    remedy: 'connect the panel to a Raspberry Pi, or go on with the virtual panel: framed run',
  };
}

function nodeObstacles(facts: MachineFacts, wanted: string | undefined): Missing[] {
  const { spidevs, user } = facts;
  if (spidevs.length === 0) return [noSpidev(facts)];
  const node = wanted === undefined ? spidevs[0] : spidevs.find(({ device }) => device === wanted);
  if (node === undefined) {
    const seen = spidevs.map(({ device }) => device).join(', ');
    return [
      {
        what: `The panel is wired to ${wanted}, which is not there; there are: ${seen}.`,
        remedy: `name the one it is wired to, in the configuration: display.spi.device: ${spidevs[0]?.device}`,
      },
    ];
  }
  if (node.readable && node.writable) return [];
  return [
    { what: `${node.device} may not be used by ${user.name}.`, remedy: joinGroup(user.name, node.group ?? 'spi') },
  ];
}

function noSpidev({ bootConfig }: MachineFacts): Missing {
  const path = bootConfig?.path ?? USUAL_CONFIG_PATH;
  const [overlay] = bootConfig?.spiPanels ?? [];
  if (overlay !== undefined) {
    return {
      what: `There is no SPI device to use from here: ${path} gives it to a driver of the kernel (${overlay}).`,
      remedy: 'use that driver, in the configuration: display.output: framebuffer',
    };
  }
  if (bootConfig?.spiOn) {
    return {
      what: `${path} turns SPI on, but /dev/spidev* is not there.`,
      remedy:
        'restart the machine if the line is new; else load the driver and see what it says: sudo modprobe spidev; dmesg | grep spi',
    };
  }
  return { what: 'SPI is off: /dev/spidev* is not there.', remedy: addLine(path, 'dtparam=spi=on') };
}

function gpioObstacles({ gpioChips, user }: MachineFacts): Missing[] {
  const header = gpioChips.find(({ isHeader }) => isHeader);
  if (header === undefined) {
    const seen = gpioChips.map(({ name, label }) => `${name} is ${label ?? 'unknown'}`).join(', ') || 'none at all';
    return [
      {
        what: `No GPIO chip of a Raspberry Pi's header is here (${seen}), which data/command and reset need.`,
        remedy: 'see what there is: gpiodetect',
      },
    ];
  }
  if (header.readable && header.writable) return [];
  return [
    { what: `${header.name} may not be used by ${user.name}.`, remedy: joinGroup(user.name, header.group ?? 'gpio') },
  ];
}

/** Where the library knows the registers' addresses; on a Pi 5 it would write to wrong ones. */
const RPIO_SOCS: readonly (PiSoc | undefined)[] = ['bcm2835', 'bcm2836', 'bcm2837', 'bcm2711'];

function rpioObstacles(facts: MachineFacts): Missing[] {
  const missing: Missing[] = [];
  const { model, user } = facts;
  if (!RPIO_SOCS.includes(socOf(model))) {
    missing.push({
      what: `rpio works on Raspberry Pi 0 to 4 only; this is ${model === undefined ? 'none' : `a ${model}`}.`,
      remedy: 'use the other bus, in the configuration: display.spi.bus: spidev',
    });
  }
  if (user.uid !== 0) {
    missing.push({
      what: `rpio needs root, and this is ${user.name}.`,
      remedy: 'use the bus that does not, in the configuration: display.spi.bus: spidev',
    });
  }
  return missing;
}
