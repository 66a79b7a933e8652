import type { PiSoc } from './pi-model.js';

/**
 * What SPI0 divides its clock from, in Hz: the VPU core clock on Pi 0 to 4 (unless config.txt sets core_freq), RP1's own on Pi 5.
 */
const SPI_CORE_HZ: Readonly<Record<PiSoc, number>> = {
  bcm2835: 250_000_000,
  bcm2836: 250_000_000,
  bcm2837: 400_000_000,
  bcm2711: 500_000_000,
  bcm2712: 200_000_000,
};

export function spiCoreHz(soc: PiSoc): number {
  return SPI_CORE_HZ[soc];
}

/**
 * The divisor that gives the fastest clock not above the one asked for. Only even ones exist (spi-bcm2835.c, spi-dw-core.c):
 * 62.5 MHz from 200 MHz is 200 / 62.5 = 3.2, so 4, which is 50 MHz.
 */
export function spiDivisor(coreHz: number, askedHz: number): number {
  const divisor = 2 * Math.ceil(coreHz / askedHz / 2);
  return Math.min(Math.max(divisor, 2), SLOWEST_DIVISOR);
}

/** The clock that comes out where `askedHz` is asked for; the very same where the machine is not known. In Hz. */
export function realClockHz(soc: PiSoc | undefined, askedHz: number): number {
  if (soc === undefined) return askedHz;
  const coreHz = spiCoreHz(soc);
  return Math.round(coreHz / spiDivisor(coreHz, askedHz));
}

/** The divisor is a register of 16 bits, and even. */
const SLOWEST_DIVISOR = 65_534;
