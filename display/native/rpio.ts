import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../bus/device-errors.js';
import { type PiSoc, readMachineModel, socOf } from '../bus/pi-model.js';
import { DisplayError } from '../display.js';

export interface RpioOptions {
  readonly systemRoot: string;
  /** rpio's own dry run, in which nothing is touched: for tests. */
  readonly mock?: RPIO.Options['mock'];
}

/** The pins by direct access to the registers, until it is released. */
export interface RpioAccess {
  readonly rpio: Rpio;
  readonly soc: PiSoc;
  /** Safe to call twice. */
  release(): void;
}

/**
 * Loads rpio and maps the registers, numbering pins by BCM. A process has one mapping (rpio is no more context-aware than that: it loads in
 * one thread only), so bus and backlight share it, and it goes when both have released it.
 *
 * @throws DisplayError 'rpio-wrong-machine', 'no-permission' or 'rpio-missing'; none of them has touched a register.
 */
export async function accessRpio({ systemRoot, mock }: RpioOptions): Promise<RpioAccess> {
  const soc = requireSuitablePi(systemRoot);
  requireMemory(join(systemRoot, 'dev/mem'));
  const rpio = await loadRpio();
  if (users === 0) rpio.init({ gpiomem: false, mapping: 'gpio', close_on_exit: false, ...(mock && { mock }) });
  users++;
  let isReleased = false;
  return {
    rpio,
    soc,
    release() {
      if (isReleased) return;
      isReleased = true;
      users--;
      if (users === 0) rpio.exit();
    },
  };
}

/** Of the one mapping. */
let users = 0;

/** rpio knows the registers of Pi 0 to 4; on a Pi 5 it would map addresses that are something else there. */
function requireSuitablePi(systemRoot: string): PiSoc {
  const model = readMachineModel(systemRoot);
  const soc = socOf(model);
  if (soc !== undefined && soc !== 'bcm2712') return soc;
  throw new DisplayError(
    'rpio-wrong-machine',
    `The bus "rpio" writes to the registers of a Raspberry Pi 0 to 4, and this is ${model ?? 'no Raspberry Pi'}; use \`bus: spidev\`.`,
  );
}

function requireMemory(path: string): void {
  try {
    closeSync(openSync(path, constants.O_RDWR | constants.O_SYNC));
  } catch (error) {
    throw new DisplayError(
      'no-permission',
      `The bus "rpio" needs ${path}, which only root may open (${systemCode(error)}); run framed as root, or use \`bus: spidev\`, which needs none.`,
      { cause: error },
    );
  }
}

async function loadRpio(): Promise<Rpio> {
  try {
    return (await import('rpio')).default;
  } catch (error) {
    throw new DisplayError(
      'rpio-missing',
      `rpio can't be loaded (${reasonOf(error)}): \`npm install rpio\` needs python3, make and g++; or use \`bus: spidev\`.`,
      { cause: error },
    );
  }
}

/** Errors of failed requires go on for many lines. */
function reasonOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
}
