import { MADCTL } from '../dcs.js';
import type { Geometry } from '../display.js';
import { EmulatorError } from './emulator-error.js';
import type { AddressSpan, Registers } from './registers.js';

/** The window that RAMWR writes to. Looked at again there, since MADCTL may have changed since. */
export function requireWindow(registers: Registers, gram: Geometry): { columns: AddressSpan; rows: AddressSpan } {
  const { columns, rows, madctl } = registers;
  if (columns === undefined || rows === undefined) {
    const missing = columns === undefined ? 'CASET (2A)' : 'RASET (2B)';
    throw new EmulatorError('no-window', `Pixels came without a window; ${missing} comes first.`);
  }
  requireColumns(columns, madctl, gram);
  requireRows(rows, madctl, gram);
  return { columns, rows };
}

/** With MV, CASET addresses rows of the memory. */
export function requireColumns(columns: AddressSpan, madctl: number, { width, height }: Geometry): void {
  requireSpan('CASET (2A)', columns, madctl & MADCTL.MV ? height : width);
}

export function requireRows(rows: AddressSpan, madctl: number, { width, height }: Geometry): void {
  requireSpan('RASET (2B)', rows, madctl & MADCTL.MV ? width : height);
}

function requireSpan(command: string, { first, last }: AddressSpan, length: number): void {
  if (last < first) {
    throw new EmulatorError(
      'window-backwards',
      `${command} said ${first} to ${last}; the end is never before the start.`,
    );
  }
  if (last >= length) {
    throw new EmulatorError(
      'window-outside-gram',
      `${command} said ${first} to ${last}; at this MADCTL the memory goes from 0 to ${length - 1}.`,
    );
  }
}
