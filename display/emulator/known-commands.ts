import { DCS } from '../dcs.js';

/** A command whose parameters the emulator counts. */
export interface KnownCommand {
  readonly name: string;
  /** How many parameters it has; 'pixels': as many bytes as come. */
  readonly parameters: number | 'pixels';
}

/** One of {@link DCS}. Every other opcode is the vendor's, with any parameters, which mean nothing here. */
export function knownCommand(opcode: number): KnownCommand | undefined {
  return KNOWN.get(opcode);
}

/** "CASET (2A)", for messages. */
export function commandName(opcode: number): string {
  const hex = opcode.toString(16).toUpperCase().padStart(2, '0');
  return `${knownCommand(opcode)?.name ?? 'command'} (${hex})`;
}

const PARAMETERS: Readonly<Record<keyof typeof DCS, number | 'pixels'>> = {
  NOP: 0,
  SWRESET: 0,
  SLPIN: 0,
  SLPOUT: 0,
  PTLON: 0,
  NORON: 0,
  INVOFF: 0,
  INVON: 0,
  GAMSET: 1,
  DISPOFF: 0,
  DISPON: 0,
  CASET: 4,
  RASET: 4,
  RAMWR: 'pixels',
  PTLAR: 4,
  VSCRDEF: 6,
  TEOFF: 0,
  TEON: 1,
  MADCTL: 1,
  VSCSAD: 2,
  IDMOFF: 0,
  IDMON: 0,
  COLMOD: 1,
  RAMWRC: 'pixels',
  STE: 2,
  WRDISBV: 1,
  WRCTRLD: 1,
};

const COUNTS = new Map<string, number | 'pixels'>(Object.entries(PARAMETERS));

const KNOWN: ReadonlyMap<number, KnownCommand> = new Map(
  Object.entries(DCS).map(([name, opcode]) => [opcode, { name, parameters: COUNTS.get(name) ?? 0 }]),
);
