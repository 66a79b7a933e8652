import type { PanelWiring } from '../../../../../daemon/protocol/config.js';
import { valueAt } from '../schema-keys.js';
import { controlLines, numberAt, textAt } from './configured.js';
import { pinOf, spiLines } from './header-pins.js';

/** A pin of a panel, by what it is for. */
export type PanelPin = 'vcc' | 'ground' | 'clock' | 'data' | 'select' | 'dc' | 'reset' | 'light';

/** What is to be known of a wire beside its ends. */
export type WireNote =
  | 'suggested'
  | 'twice'
  | 'not-on-header'
  | 'other-bus'
  | 'optional'
  | 'tied'
  | 'always-lit'
  | 'kernel-light'
  | 'pwm-light';

/** From a pin of the panel to one of the header. */
export interface Wire {
  readonly from: PanelPin;
  /** The header's pin, from 1; undefined: the note says why there is none. */
  readonly pin?: number | undefined;
  /** Its BCM number; undefined: it is power, or not known. */
  readonly line?: number | undefined;
  readonly note?: WireNote | undefined;
}

export interface Wiring {
  readonly wires: readonly Wire[];
  /** Keys of the configuration and the values that those lines would have which nobody has chosen yet; undefined: all are. */
  readonly suggestion: Readonly<Record<string, number>> | undefined;
}

/** Power next to the pins of SPI0's lines would do as well; these are at the end that is found most easily. */
const VCC_PIN = 1;
const GROUND_PIN = 6;
/** The other 3.3 V: for what is tied to it. */
const TIED_PIN = 17;
/** As makers of boards have it mostly: free on every Pi, and no other bus wants them. */
const USUAL_DC = [25, 24, 22];
const USUAL_RESET = [27, 23, 5];

/**
 * How a panel is wired as the configuration has it: what it says, over what the board's maker says.
 *
 * @param made the board's own wiring; undefined: whoever wires it chooses the lines.
 * @param values all that holds of the configuration.
 */
export function wiringOf(made: PanelWiring | undefined, values: unknown): Wiring {
  const device = textAt(values, 'display.spi.device') ?? made?.device ?? 'spidev0.0';
  const dc = numberAt(values, 'display.spi.dc') ?? made?.dc;
  const reset = numberAt(values, 'display.spi.reset') ?? made?.reset;
  const bus = busWires(device, made === undefined);
  const light = lightWire(made, values);
  const controls = controlLines(values);
  const taken = [...bus, light].flatMap((wire) => wire?.line ?? []).concat(controls, dc ?? [], reset ?? []);
  const isFree = (line: number) => !taken.includes(line);
  const suggested: Record<string, number> = {};
  const suggest = (from: 'dc' | 'reset', lines: readonly number[]): Wire => {
    const line = lines.find(isFree);
    if (line !== undefined) suggested[`display.spi.${from}`] = line;
    return { ...toLine(from, line), note: 'suggested' };
  };
  const dcWire = dc === undefined ? suggest('dc', USUAL_DC) : toLine('dc', dc);
  const wires = [
    { from: 'vcc', pin: VCC_PIN } as const,
    { from: 'ground', pin: GROUND_PIN } as const,
    ...bus,
    dcWire,
    // A maker who names no line for it has wired none; somebody who has chosen one for DC alone did not want another.
    ...(reset !== undefined ? [toLine('reset', reset)] : []),
    ...(reset === undefined && dc === undefined ? [suggest('reset', USUAL_RESET)] : []),
    ...(reset === undefined && dc !== undefined && made === undefined ? [tied('reset', 'tied')] : []),
    ...(light === undefined ? [] : [light]),
  ];
  return {
    wires: wires.map((wire) => (isTwice(wire, wires, controls) ? { ...wire, note: 'twice' } : wire)),
    suggestion: Object.keys(suggested).length > 0 ? suggested : undefined,
  };
}

function busWires(device: string, isAnyBoard: boolean): Wire[] {
  const lines = spiLines(device);
  if (lines === undefined) {
    return (['clock', 'data', 'select'] as const).map((from) => ({ from, note: 'other-bus' }));
  }
  const { clock, data, chipSelect } = lines;
  const select: Wire = chipSelect === undefined ? { from: 'select', note: 'other-bus' } : toLine('select', chipSelect);
  return [toLine('clock', clock), toLine('data', data), { ...(isAnyBoard && { note: 'optional' }), ...select }];
}

/** Undefined: the maker has seen to it. */
function lightWire(made: PanelWiring | undefined, values: unknown): Wire | undefined {
  const line = numberAt(values, 'display.backlight.line') ?? made?.backlight;
  switch (valueAt(values, 'display.backlight.kind')) {
    case 'sysfs':
      return { from: 'light', note: 'kernel-light' };
    case 'pwm':
      return { from: 'light', note: 'pwm-light' };
    case 'none':
      return made === undefined ? tied('light', 'always-lit') : undefined;
    default:
      if (line !== undefined) return toLine('light', line);
      return made === undefined ? tied('light', 'always-lit') : undefined;
  }
}

function tied(from: PanelPin, note: WireNote): Wire {
  return { from, pin: TIED_PIN, note };
}

function toLine(from: PanelPin, line: number | undefined): Wire {
  if (line === undefined) return { from };
  const pin = pinOf(line);
  return { from, pin, line, ...(pin === undefined && { note: 'not-on-header' }) };
}

/** Whether something else is on the line as well. */
function isTwice({ from, line }: Wire, wires: readonly Wire[], controls: readonly number[]): boolean {
  if (line === undefined) return false;
  return controls.includes(line) || wires.some((other) => other.from !== from && other.line === line);
}
