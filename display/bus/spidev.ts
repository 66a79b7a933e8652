import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import { DisplayError } from '../display.js';
import type { Libc } from '../native/libc.js';
import {
  SPI_IOC_MESSAGE_1,
  SPI_IOC_RD_MAX_SPEED_HZ,
  SPI_IOC_WR_BITS_PER_WORD,
  SPI_IOC_WR_MAX_SPEED_HZ,
  SPI_IOC_WR_MODE32,
  SpiTransfer,
} from '../native/spidev-abi.js';
import type { SpiMode } from '../panel.js';
import { readNumber } from '../sysfs.js';
import { busLost, noPermission, systemCode } from './device-errors.js';
import { readMachineModel, socOf } from './pi-model.js';
import { realClockHz } from './spi-clock.js';
import type { SpiLink } from './spi-link.js';

export interface SpidevOptions {
  readonly libc: Libc;
  /** Name in /dev, e.g. "spidev0.0". */
  readonly device: string;
  readonly hz: number;
  readonly mode: SpiMode;
  readonly systemRoot: string;
}

/**
 * An SPI chip select through the kernel's spidev.
 *
 * The bytes to send are copied into a buffer whose address never changes, at most one kernel transfer at a time: 4 KB take well under a
 * microsecond to copy and 800 to send at 40 MHz, and no caller's memory is held by address.
 */
export class Spidev implements SpiLink {
  readonly clockHz: number;
  readonly #libc: Libc;
  readonly #path: string;
  readonly #fd: number;
  readonly #buffer: Uint8Array;
  readonly #transfer: SpiTransfer;
  #isOpen = true;

  /** @throws DisplayError 'config-invalid', 'spi-missing', 'no-permission' or 'spi-refused'. */
  static open({ libc, device, hz, mode, systemRoot }: SpidevOptions): Spidev {
    const path = join(systemRoot, 'dev', nodeName(device));
    const fd = openNode(path);
    try {
      setUp({ libc, fd, path, hz, mode });
      const transferBytes = wholeTransferBytes(readBufsiz(systemRoot));
      const clockHz = realClockHz(socOf(readMachineModel(systemRoot)), readSpeedHz(libc, fd));
      return new Spidev({ libc, path, fd, clockHz, transferBytes });
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  private constructor(options: { libc: Libc; path: string; fd: number; clockHz: number; transferBytes: number }) {
    this.#libc = options.libc;
    this.#path = options.path;
    this.#fd = options.fd;
    this.clockHz = options.clockHz;
    this.#buffer = new Uint8Array(new ArrayBuffer(options.transferBytes));
    this.#transfer = new SpiTransfer(options.libc.addressOf(this.#buffer));
  }

  write(bytes: Uint8Array): void {
    if (!this.#isOpen) throw new DisplayError('bus-lost', `${this.#path} was closed and takes no more bytes.`);
    const most = this.#buffer.length;
    for (let at = 0; at < bytes.length; at += most) this.#send(bytes.subarray(at, at + most));
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#fd);
  }

  #send(bytes: Uint8Array): void {
    this.#buffer.set(bytes);
    this.#transfer.length = bytes.length;
    try {
      this.#libc.ioctl(this.#fd, SPI_IOC_MESSAGE_1, this.#transfer.bytes);
    } catch (error) {
      throw systemCode(error) === 'EMSGSIZE' ? tooLong(bytes.length, error) : busLost(this.#path, error);
    }
  }
}

/**
 * The longest transfer that spidev takes with this `bufsiz`. It counts each transfer rounded up to the alignment of DMA memory (128 bytes on
 * arm64, spidev_message() in spidev.c), so of an odd limit such as 65535 only 65408 bytes can be used; and words of two bytes stay whole.
 */
export function wholeTransferBytes(bufsiz: number): number {
  return Math.max(bufsiz - (bufsiz % DMA_ALIGNMENT_BYTES), DMA_ALIGNMENT_BYTES);
}

/** @returns spidev's limit for the bytes of one message; its default where sysfs does not say. */
export function readBufsiz(systemRoot: string): number {
  const bufsiz = readNumber(systemRoot, 'sys/module/spidev/parameters/bufsiz') ?? 0;
  return bufsiz > 0 ? bufsiz : DEFAULT_BUFSIZ;
}

function nodeName(device: string): string {
  if (/^spidev\d+\.\d+$/.test(device)) return device;
  throw new DisplayError(
    'config-invalid',
    `"${device}" is no SPI device; it is called like "spidev0.0" (bus 0, chip select 0).`,
  );
}

function openNode(path: string): number {
  try {
    return openSync(path, constants.O_RDWR);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EACCES' || code === 'EPERM') throw noPermission(path, 'spi', error);
    throw new DisplayError(
      'spi-missing',
      `${path} is not there (${code}): add \`dtparam=spi=on\` to /boot/firmware/config.txt and start the Pi again.`,
      { cause: error },
    );
  }
}

/** Mode, words of 8 bits and clock, for every transfer to come. */
function setUp({
  libc,
  fd,
  path,
  hz,
  mode,
}: {
  libc: Libc;
  fd: number;
  path: string;
  hz: number;
  mode: SpiMode;
}): void {
  try {
    libc.ioctl(fd, SPI_IOC_WR_MODE32, wordOf(mode));
    libc.ioctl(fd, SPI_IOC_WR_BITS_PER_WORD, Uint8Array.of(8));
    libc.ioctl(fd, SPI_IOC_WR_MAX_SPEED_HZ, wordOf(hz));
  } catch (error) {
    throw new DisplayError(
      'spi-refused',
      `${path} does not take mode ${mode} at ${hz / 1e6} MHz (${systemCode(error)}); it must be an SPI device, and the clock one it can make.`,
      { cause: error },
    );
  }
}

/** The clock that the kernel has noted: what was asked for, or less where the controller's limit is lower. */
function readSpeedHz(libc: Libc, fd: number): number {
  const answer = wordOf(0);
  libc.ioctl(fd, SPI_IOC_RD_MAX_SPEED_HZ, answer);
  return new DataView(answer.buffer).getUint32(0, true);
}

function wordOf(value: number): Uint8Array {
  const word = new Uint8Array(4);
  new DataView(word.buffer).setUint32(0, value, true);
  return word;
}

function tooLong(bytes: number, cause: unknown): DisplayError {
  return new DisplayError(
    'spi-buffer-too-small',
    `spidev takes no transfer of ${bytes} bytes, which its bufsiz allows; set \`spidev.bufsiz=65536\` in /boot/firmware/cmdline.txt.`,
    { cause },
  );
}

/** In spidev.c. */
const DEFAULT_BUFSIZ = 4096;

/** ARCH_DMA_MINALIGN: 128 on arm64, 64 on 32-bit arm. */
const DMA_ALIGNMENT_BYTES = 128;
