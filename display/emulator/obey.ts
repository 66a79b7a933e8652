import type { Controller, PixelFormat } from '../controllers/controller.js';
import { COLMOD, DCS } from '../dcs.js';
import type { Geometry } from '../display.js';
import type { WordBits } from '../panel.js';
import { EmulatorError } from './emulator-error.js';
import type { AddressSpan, Registers, Scroll } from './registers.js';
import { requireColumns, requireRows } from './window-rules.js';

/** What the commands find. */
export interface Chip {
  readonly gram: Geometry;
  readonly controller: Controller;
  readonly wordBits: WordBits;
}

/** Does what a command with all its parameters says, to the registers. */
export function obey(
  opcode: number,
  parameters: readonly number[],
  registers: Registers,
  { gram, controller, wordBits }: Chip,
): void {
  switch (opcode) {
    case DCS.SLPIN:
      registers.awake = false;
      break;
    case DCS.SLPOUT:
      registers.awake = true;
      break;
    // "Partial mode off, scroll mode off."
    case DCS.NORON:
      registers.scroll = undefined;
      break;
    case DCS.INVOFF:
    case DCS.INVON:
      registers.inverted = opcode === DCS.INVON;
      break;
    case DCS.DISPOFF:
    case DCS.DISPON:
      registers.displayOn = opcode === DCS.DISPON;
      break;
    case DCS.CASET:
      registers.columns = span(parameters);
      requireColumns(registers.columns, registers.madctl, gram);
      break;
    case DCS.RASET:
      registers.rows = span(parameters);
      requireRows(registers.rows, registers.madctl, gram);
      break;
    case DCS.MADCTL:
      registers.madctl = parameters[0] ?? 0;
      break;
    case DCS.COLMOD:
      registers.pixelFormat = requireFormat(parameters[0] ?? 0, controller, wordBits);
      break;
    case DCS.VSCRDEF:
      registers.scroll = scrollAreas(parameters, gram.height);
      break;
    case DCS.VSCSAD:
      registers.scroll = { ...(registers.scroll ?? wholeScroll(gram.height)), start: word(parameters, 0) };
      requireStart(registers.scroll);
      break;
    case DCS.TEOFF:
    case DCS.TEON:
      registers.tearingEffect = opcode === DCS.TEON;
      break;
    case DCS.WRDISBV:
      registers.brightness = parameters[0] ?? 0;
      break;
  }
}

function span(parameters: readonly number[]): AddressSpan {
  return { first: word(parameters, 0), last: word(parameters, 2) };
}

function word(parameters: readonly number[], at: number): number {
  return ((parameters[at] ?? 0) << 8) | (parameters[at + 1] ?? 0);
}

/** A chip that takes only 18-bit colour over this link says nothing when it is told otherwise, and shows stripes. */
function requireFormat(parameter: number, { title, pixelFormats }: Controller, wordBits: WordBits): PixelFormat {
  const format = PIXEL_FORMATS.get(parameter & COLMOD.MASK);
  const only18Bits = pixelFormats[wordBits] === 'rgb666';
  if (format === 'rgb666' || (format === 'rgb565' && !only18Bits)) return format;
  const accepted = only18Bits ? '66 (18 bits)' : '55 (16 bits) and 66 (18 bits)';
  throw new EmulatorError(
    'pixel-format-not-taken',
    `COLMOD (3A) said ${parameter.toString(16)}; with ${wordBits}-bit words ${title} takes ${accepted}.`,
  );
}

const PIXEL_FORMATS: ReadonlyMap<number, PixelFormat> = new Map([
  [COLMOD.RGB565, 'rgb565'],
  [COLMOD.RGB666, 'rgb666'],
]);

function wholeScroll(height: number): Scroll {
  return { top: 0, moving: height, start: 0 };
}

/** Top, moving and bottom part have to be the whole memory, else "scrolling mode is undefined". */
function scrollAreas(parameters: readonly number[], height: number): Scroll {
  const [top, moving, bottom] = [word(parameters, 0), word(parameters, 2), word(parameters, 4)];
  if (top + moving + bottom !== height) {
    throw new EmulatorError(
      'scroll-areas-wrong',
      `VSCRDEF (33) said ${top} + ${moving} + ${bottom} lines; together they have to be the memory's ${height}.`,
    );
  }
  return { top, moving, start: top };
}

function requireStart({ top, moving, start }: Scroll): void {
  if (start >= top && start < top + moving) return;
  throw new EmulatorError(
    'scroll-start-outside',
    `VSCSAD (37) said line ${start}; the part that scrolls goes from ${top} to ${top + moving - 1}.`,
  );
}
