/** What is on a pin of the header: a line, by its BCM number, or power. */
export type PinKind = number | '3v3' | '5v' | 'ground';

/**
 * The 40 pins of every Raspberry Pi since the B+ (Raspberry Pi documentation, "GPIO and the 40-pin header"): the first is pin 1. Odd ones are in
 * the inner row, even ones along the edge of the board.
 */
// biome-ignore format: two columns, as they are on the board.
export const HEADER_PINS: readonly PinKind[] = [
  '3v3', '5v',
  2, '5v',
  3, 'ground',
  4, 14,
  'ground', 15,
  17, 18,
  27, 'ground',
  22, 23,
  '3v3', 24,
  10, 'ground',
  9, 25,
  11, 8,
  'ground', 7,
  0, 1,
  5, 'ground',
  6, 12,
  13, 'ground',
  19, 16,
  26, 20,
  'ground', 21,
];

/** The pin, from 1, on which a line is; undefined: it is not on the header. */
export function pinOf(line: number): number | undefined {
  const index = HEADER_PINS.indexOf(line);
  return index < 0 ? undefined : index + 1;
}

/** Where an SPI device of the kernel sends; BCM numbers. */
export interface SpiLines {
  readonly clock: number;
  readonly data: number;
  readonly chipSelect: number | undefined;
}

/**
 * Those two buses are on the same pins of every Pi (overlays spi0-2cs and spi1-3cs with nothing said otherwise); where further ones are
 * depends on the Pi.
 */
const BUSES: Readonly<Record<string, { clock: number; data: number; chipSelects: readonly number[] }>> = {
  0: { clock: 11, data: 10, chipSelects: [8, 7] },
  1: { clock: 21, data: 20, chipSelects: [18, 17, 16] },
};

/** @param device "spidev0.1": bus 0, chip select 1. Undefined: it is on none of the header's own two buses. */
export function spiLines(device: string): SpiLines | undefined {
  const [, bus = '', select = ''] = /^spidev(\d+)\.(\d+)$/.exec(device) ?? [];
  const { clock, data, chipSelects } = BUSES[bus] ?? {};
  if (clock === undefined || data === undefined) return undefined;
  return { clock, data, chipSelect: chipSelects?.[Number(select)] };
}
