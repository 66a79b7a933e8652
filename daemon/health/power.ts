import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PowerState } from '../protocol/health.js';

/** Bits of get_throttled (Raspberry Pi documentation, "vcgencmd"): the lower four are now, the upper four since the start. */
const NOW = { underVoltage: 1 << 0, throttled: (1 << 1) | (1 << 2) | (1 << 3) } as const;
const SINCE_START = 16;

/** @param hex as the firmware says it: "50005", or with 0x before it. */
export function powerOf(hex: string): PowerState | undefined {
  const word = /^(?:throttled=)?(?:0x)?([0-9a-f]{1,8})$/i.exec(hex.trim())?.[1];
  if (word === undefined) return undefined;
  const bits = Number.parseInt(word, 16);
  const was = bits >>> SINCE_START;
  return {
    underVoltage: (bits & NOW.underVoltage) !== 0,
    wasUnderVoltage: (was & NOW.underVoltage) !== 0,
    throttled: (bits & NOW.throttled) !== 0,
    wasThrottled: (was & NOW.throttled) !== 0,
  };
}

/**
 * Asks for the power, by the first of three ways that answers: the firmware's word in sysfs (Raspberry Pi's kernel), the voltage monitor
 * `rpi_volt` (any kernel), the firmware's own program. A way that does not answer is not tried again.
 */
export class PowerSensor {
  readonly #ways: ((() => Promise<PowerState | undefined>) | undefined)[];

  /** @param options.vcgencmd the program; its start costs some milliseconds. Default: by its name. */
  constructor({ systemRoot, vcgencmd = 'vcgencmd' }: { systemRoot: string; vcgencmd?: string }) {
    this.#ways = [() => readThrottled(systemRoot), () => readMonitor(systemRoot), () => askFirmware(vcgencmd)];
  }

  /** Undefined where nothing tells. */
  async read(): Promise<PowerState | undefined> {
    for (const way of [...this.#ways]) {
      const power = await way?.().catch(() => undefined);
      if (power !== undefined) return power;
      this.#ways.shift();
    }
    return undefined;
  }
}

async function readThrottled(systemRoot: string): Promise<PowerState | undefined> {
  const path = join(systemRoot, 'sys', 'devices', 'platform', 'soc', 'soc:firmware', 'get_throttled');
  return powerOf(await readFile(path, 'utf8'));
}

/** It knows nothing of throttling, and of the past only what it was asked. */
async function readMonitor(systemRoot: string): Promise<PowerState | undefined> {
  const folder = join(systemRoot, 'sys', 'class', 'hwmon');
  for (const name of await readdir(folder)) {
    const chip = await readFile(join(folder, name, 'name'), 'utf8').catch(() => '');
    if (chip.trim() !== 'rpi_volt') continue;
    const alarm = await readFile(join(folder, name, 'in0_lcrit_alarm'), 'utf8');
    const underVoltage = alarm.trim() === '1';
    return { underVoltage, wasUnderVoltage: underVoltage, throttled: false, wasThrottled: false };
  }
  return undefined;
}

function askFirmware(program: string): Promise<PowerState | undefined> {
  return new Promise((resolve) => {
    execFile(program, ['get_throttled'], { timeout: 2000 }, (error, stdout) => {
      resolve(error === null ? powerOf(stdout) : undefined);
    });
  });
}
