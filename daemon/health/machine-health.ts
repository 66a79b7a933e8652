import { access } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Timers } from '../control/timers.js';
import type { HealthState } from '../protocol/health.js';
import { addressesOf } from './addresses.js';
import { PowerSensor } from './power.js';
import { isHot, readCelsius } from './temperature.js';

/** An address is asked for by somebody who has just plugged in a cable, and looks at the glass. One look takes about 0.1 ms on a PC. */
const ADDRESSES_EVERY_MS = 2000;
/** Heat comes in minutes, and a weak supply is no matter of a second either. */
const SENSORS_EVERY_MS = 5000;

export interface MachineHealthOptions {
  timers: Timers;
  /** Hears of every change, and of the first look. */
  onChange(health: HealthState): void;
  /** While this file is there, another version is being installed; the package makes it. Absent: nobody tells. */
  updatingMarker?: string | undefined;
  /** Stands for "/". Default: "/". */
  systemRoot?: string;
  /** Default: os.networkInterfaces. */
  interfaces?: typeof networkInterfaces;
  vcgencmd?: string;
}

/** Watches how the machine is: its addresses, its temperature, its power. */
export class MachineHealth {
  readonly #options: MachineHealthOptions;
  readonly #power: PowerSensor;
  readonly #stops: (() => void)[] = [];
  #health: HealthState = { addresses: [], isHot: false, updating: false };
  #told: HealthState | undefined;
  /** The sensors are being read. */
  #reading: Promise<void> | undefined;

  constructor(options: MachineHealthOptions) {
    this.#options = options;
    const { systemRoot = '/', vcgencmd } = options;
    this.#power = new PowerSensor({ systemRoot, ...(vcgencmd !== undefined && { vcgencmd }) });
  }

  /** Resolves when everything was looked at once, and told. */
  async start(): Promise<void> {
    const { timers } = this.#options;
    this.#stops.push(
      timers.every(ADDRESSES_EVERY_MS, () => this.#lookAtAddresses()),
      timers.every(SENSORS_EVERY_MS, () => void this.#readSensors()),
    );
    this.#lookAtAddresses();
    await this.#readSensors();
  }

  /** May be called twice. */
  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  #lookAtAddresses(): void {
    const { interfaces = networkInterfaces } = this.#options;
    this.#tell({ addresses: addressesOf(interfaces()) });
  }

  /** A look that takes longer than until the next is not overtaken. */
  #readSensors(): Promise<void> {
    this.#reading ??= this.#takeSensors().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #takeSensors(): Promise<void> {
    const { systemRoot = '/', updatingMarker } = this.#options;
    const [celsius, power, updating, hasNames] = await Promise.all([
      readCelsius(systemRoot),
      this.#power.read(),
      updatingMarker === undefined ? false : isThere(updatingMarker),
      // Avahi answers for the host's own name (mDNS, RFC 6762); Raspberry Pi OS has it.
      isThere(join(systemRoot, 'run', 'avahi-daemon')),
    ]);
    const { celsius: _, power: __, localName: ___, ...rest } = this.#health;
    this.#health = rest;
    this.#tell({
      isHot: isHot(celsius, this.#health.isHot),
      updating,
      ...(celsius !== undefined && { celsius: Math.round(celsius) }),
      ...(power !== undefined && { power }),
      ...(hasNames && { localName: `${hostname().split('.')[0]}.local` }),
    });
  }

  #tell(change: Partial<HealthState>): void {
    this.#health = { ...this.#health, ...change };
    if (isDeepStrictEqual(this.#health, this.#told)) return;
    this.#told = this.#health;
    this.#options.onChange(this.#health);
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
