import type { PanelBus } from '../bus/panel-bus.js';
import { DCS, SLEEP_CHANGE_MS } from '../dcs.js';
import { DisplayError } from '../display.js';

/** One step of bringing a controller up. */
export type InitStep =
  | { readonly kind: 'command'; readonly opcode: number; readonly parameters: Uint8Array }
  | { readonly kind: 'sleep'; readonly ms: number };

/** What a panel decides in its controller's table. */
export interface InitValues {
  /** MADCTL's parameter, put in for `mad`. */
  readonly madctl: number;
  /** COLMOD's parameter, put in for `fmt`. */
  readonly colmod: number;
  /** Makes `inv` INVON or INVOFF. */
  readonly inverted: boolean;
}

/** Opcodes that take no parameter, and those that take one: what a forgotten line end would break first. */
const PARAMETER_COUNTS: ReadonlyMap<number, number> = new Map([
  [DCS.SWRESET, 0],
  [DCS.SLPIN, 0],
  [DCS.SLPOUT, 0],
  [DCS.NORON, 0],
  [DCS.INVOFF, 0],
  [DCS.INVON, 0],
  [DCS.DISPOFF, 0],
  [DCS.DISPON, 0],
  [DCS.TEOFF, 0],
  [DCS.IDMOFF, 0],
  [DCS.MADCTL, 1],
  [DCS.COLMOD, 1],
]);

const COMMAND = /^([0-9A-F]{2}|inv)(:?)$/i;
const PARAMETER = /^(?:[0-9A-F]{2}|mad|fmt)$/i;
const SLEEP = /^\[(\d{1,4})\]$/;

/**
 * Reads an init table. A step stands on a line of its own, or is parted from the next by `;`:
 *
 *     11 [120]             command 11 without parameters, then a wait of at least 120 ms
 *     B1:00 18; B6:08 82   command B1 with two parameters, and B6 with two; all in hexadecimal
 *     36:mad; 3A:fmt; inv  what the panel decides: MADCTL's value, COLMOD's value, INVON or INVOFF
 *     # to the end of the line: for people
 *
 * @param name of the table, for the error's words.
 * @throws DisplayError 'init-table-invalid' naming the table, the line and what is no step.
 */
export function parseInitTable(text: string, values: InitValues, name = 'init'): InitStep[] {
  const steps: InitStep[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    for (const part of line.replace(/#.*/, '').split(';')) {
      const step = part.trim();
      if (step === '') continue;
      try {
        steps.push(...parseStep(step, values));
      } catch (error) {
        if (!(error instanceof InitTableError)) throw error;
        throw new InitTableError(`The init table ${name}, line ${index + 1}: ${error.message}`);
      }
    }
  }
  return steps;
}

/**
 * Resets the controller and plays its table. Where no reset line is wired it is SWRESET that resets, and the table's own, if it begins
 * with one, is not sent again.
 */
export function runInit(bus: PanelBus, steps: readonly InitStep[]): void {
  const isWired = bus.reset();
  if (!isWired) bus.command(DCS.SWRESET);
  const rest = isWired || !isSwreset(steps[0]) ? steps : steps.slice(1);
  // The chip may have been awake. A table that begins with a wait means this one.
  const [first, ...others] = rest;
  const isWait = first?.kind === 'sleep';
  bus.sleep(Math.max(SLEEP_CHANGE_MS, isWait ? first.ms : 0));
  playSteps(bus, isWait ? others : rest);
}

/** Sends the steps of a table as they are. */
export function playSteps(bus: PanelBus, steps: readonly InitStep[]): void {
  for (const step of steps) {
    if (step.kind === 'sleep') bus.sleep(step.ms);
    else bus.command(step.opcode, step.parameters);
  }
}

function isSwreset(step: InitStep | undefined): boolean {
  return step?.kind === 'command' && step.opcode === DCS.SWRESET;
}

/** A command, a wait, or a command and the wait after it. */
function parseStep(text: string, values: InitValues): InitStep[] {
  // "36:mad[10]" is as good as "36: mad [10]".
  const words = text.replaceAll(':', ': ').replaceAll('[', ' [').trim().split(/\s+/);
  const ms = SLEEP.exec(words.at(-1) ?? '')?.[1];
  const sleep: InitStep[] = ms === undefined ? [] : [{ kind: 'sleep', ms: Number(ms) }];
  const [command, ...parameters] = ms === undefined ? words : words.slice(0, -1);
  if (command === undefined) return sleep;

  const [, opcode, colon] = COMMAND.exec(command) ?? [];
  if (opcode === undefined) throw new WrongWord(command, text);
  const wrong = parameters.find((parameter) => colon === '' || !PARAMETER.test(parameter));
  if (wrong !== undefined) throw new WrongWord(wrong, text);
  return [toCommand(opcode, parameters, values), ...sleep];
}

function toCommand(word: string, words: readonly string[], { madctl, colmod, inverted }: InitValues): InitStep {
  const named = new Map([
    ['mad', madctl],
    ['fmt', colmod],
  ]);
  const inversion = inverted ? DCS.INVON : DCS.INVOFF;
  const opcode = word.toLowerCase() === 'inv' ? inversion : Number.parseInt(word, 16);
  const parameters = words.map((parameter) => named.get(parameter.toLowerCase()) ?? Number.parseInt(parameter, 16));
  const count = PARAMETER_COUNTS.get(opcode);
  if (count !== undefined && parameters.length !== count) {
    throw new InitTableError(`command ${word} takes ${count || 'no'} parameters and is given ${parameters.length}.`);
  }
  return { kind: 'command', opcode, parameters: Uint8Array.from(parameters) };
}

class InitTableError extends DisplayError {
  constructor(message: string) {
    super('init-table-invalid', message);
  }
}

class WrongWord extends InitTableError {
  constructor(word: string, step: string) {
    super(
      `"${word.replace(/:$/, '')}" in "${step}" is no part of a step; a step is a command like 11, one with parameters like B1:00 18, ` +
        'or a wait like [120] (in milliseconds), and stands on a line of its own or is parted from the next by ";".',
    );
  }
}
