import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import { DisplayError } from '../display.js';
import {
  CHIP_INFO_BYTES,
  GPIO_GET_CHIPINFO_IOCTL,
  GPIO_V2_GET_LINE_IOCTL,
  GPIO_V2_GET_LINEINFO_IOCTL,
  GPIO_V2_LINE_FLAG_BIAS_DISABLED,
  GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN,
  GPIO_V2_LINE_FLAG_BIAS_PULL_UP,
  GPIO_V2_LINE_FLAG_EDGE_FALLING,
  GPIO_V2_LINE_FLAG_EDGE_RISING,
  GPIO_V2_LINE_FLAG_INPUT,
  GPIO_V2_LINE_FLAG_OUTPUT,
  GPIO_V2_LINE_SET_VALUES_IOCTL,
  inputRequest,
  lineInfoOf,
  lineRequest,
  lineValues,
  readChipLabel,
  readConsumer,
  readLineFd,
} from '../native/gpio-abi.js';
import type { Libc } from '../native/libc.js';
import { listNames } from '../sysfs.js';
import { busLost, noPermission, systemCode } from './device-errors.js';
import type { OutputLine } from './spi-link.js';

/**
 * The GPIO chip of the 40-pin header, where a line's offset is its BCM number, on every Pi. Requested lines outlive it.
 */
export class GpioHeader {
  readonly #libc: Libc;
  readonly #fd: number;
  #isOpen = true;

  /** @throws DisplayError 'gpio-missing' or 'no-permission'. */
  static open({ libc, systemRoot }: { libc: Libc; systemRoot: string }): GpioHeader {
    return new GpioHeader(libc, openHeaderChip(libc, join(systemRoot, 'dev')));
  }

  private constructor(libc: Libc, fd: number) {
    this.#libc = libc;
    this.#fd = fd;
  }

  /**
   * @param line BCM number.
   * @param purpose for the error's sentence, e.g. "data/command".
   * @param value its level from the first moment on.
   * @throws DisplayError 'gpio-busy' with the name of who has it, or 'gpio-refused'.
   */
  requestOutput(line: number, { purpose, value }: { purpose: string; value: boolean }): OutputLine {
    const request = lineRequest({ line, flags: GPIO_V2_LINE_FLAG_OUTPUT, value, consumer: CONSUMER });
    try {
      this.#libc.ioctl(this.#fd, GPIO_V2_GET_LINE_IOCTL, request);
    } catch (error) {
      throw this.#explain(line, purpose, error);
    }
    return new GpioOutput(this.#libc, line, readLineFd(request));
  }

  /**
   * The line's descriptor: it can be read when its level has changed. The caller closes it.
   *
   * @throws DisplayError 'gpio-busy' with the name of who has it, or 'gpio-refused'.
   */
  requestInput({ line, purpose, pull, debounceUs }: InputOptions): number {
    const flags =
      GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING | BIAS_FLAGS[pull];
    const request = inputRequest({ line, flags, debounceUs, consumer: CONSUMER });
    try {
      this.#libc.ioctl(this.#fd, GPIO_V2_GET_LINE_IOCTL, request);
    } catch (error) {
      throw this.#explain(line, purpose, error, 'an input');
    }
    return readLineFd(request);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#fd);
  }

  #explain(line: number, purpose: string, cause: unknown, wanted = 'an output'): DisplayError {
    const code = systemCode(cause);
    if (code === 'EBUSY') {
      return new DisplayError(
        'gpio-busy',
        `GPIO ${line} (${purpose}) is held by ${this.#holderOf(line)}; end that, or take its overlay out of /boot/firmware/config.txt.`,
        { cause },
      );
    }
    return new DisplayError(
      'gpio-refused',
      `GPIO ${line} (${purpose}) can't be ${wanted} here (${code}); lines 0 to 27 are on the header.`,
      {
        cause,
      },
    );
  }

  #holderOf(line: number): string {
    const info = lineInfoOf(line);
    this.#libc.ioctl(this.#fd, GPIO_V2_GET_LINEINFO_IOCTL, info);
    return `"${readConsumer(info) || 'the kernel'}"`;
  }
}

export interface InputOptions {
  /** BCM number. */
  readonly line: number;
  /** For the error's sentence, e.g. "button". */
  readonly purpose: string;
  /** The resistor in the chip: a switch to ground wants `up`, one to 3.3 V `down`; `none` where there is one on the board. */
  readonly pull: 'up' | 'down' | 'none';
  readonly debounceUs: number;
}

const BIAS_FLAGS = {
  up: GPIO_V2_LINE_FLAG_BIAS_PULL_UP,
  down: GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN,
  none: GPIO_V2_LINE_FLAG_BIAS_DISABLED,
} as const;

class GpioOutput implements OutputLine {
  readonly #libc: Libc;
  readonly #line: number;
  readonly #fd: number;
  readonly #high = lineValues(true);
  readonly #low = lineValues(false);
  #isOpen = true;

  constructor(libc: Libc, line: number, fd: number) {
    this.#libc = libc;
    this.#line = line;
    this.#fd = fd;
  }

  set(high: boolean): void {
    if (!this.#isOpen) throw new DisplayError('bus-lost', `GPIO ${this.#line} was given back and can't be set.`);
    try {
      this.#libc.ioctl(this.#fd, GPIO_V2_LINE_SET_VALUES_IOCTL, high ? this.#high : this.#low);
    } catch (error) {
      throw busLost(`GPIO ${this.#line}`, error);
    }
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#fd);
  }
}

/** By its label, since its number differs: gpiochip0 today, gpiochip4 on a Pi 5 before Linux 6.6.47. */
function openHeaderChip(libc: Libc, devFolder: string): number {
  const seen: string[] = [];
  for (const name of listNames(devFolder).filter((name) => /^gpiochip\d+$/.test(name))) {
    const fd = openChip(join(devFolder, name));
    const label = labelOf(libc, fd);
    if (HEADER_LABELS.includes(label)) return fd;
    closeSync(fd);
    seen.push(`${name} is ${label}`);
  }
  throw new DisplayError(
    'gpio-missing',
    `No GPIO chip of a Raspberry Pi's header is here (${seen.join(', ') || 'no /dev/gpiochip* at all'}); looked for ${HEADER_LABELS.join(', ')}.`,
  );
}

function openChip(path: string): number {
  try {
    return openSync(path, constants.O_RDWR);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EACCES' || code === 'EPERM') throw noPermission(path, 'gpio', error);
    throw new DisplayError('gpio-missing', `${path} can't be opened (${code}); look at \`dmesg\`.`, { cause: error });
  }
}

/** Empty for what is no GPIO chip. */
function labelOf(libc: Libc, fd: number): string {
  const info = new Uint8Array(CHIP_INFO_BYTES);
  try {
    libc.ioctl(fd, GPIO_GET_CHIPINFO_IOCTL, info);
  } catch {
    return '';
  }
  return readChipLabel(info);
}

/** Of the chip with the 40-pin header: Pi 5; Pi 4; all before. */
export const HEADER_LABELS: readonly string[] = ['pinctrl-rp1', 'pinctrl-bcm2711', 'pinctrl-bcm2835'];

/** What gpioinfo shows as the user of our lines. */
const CONSUMER = 'framed';
