import { toPlainError } from '../errors.js';

/** Where a command speaks: results to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** True where `err` is a screen that a progress line may be drawn on. */
  isLive: boolean;
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isLive: process.stderr.isTTY === true,
};

/** Prints a result for a program: one JSON value. */
export function printJson(terminal: Terminal, value: unknown): void {
  terminal.out(`${JSON.stringify(value, null, 2)}\n`);
}

/** Prints a failure: a sentence for a person, or with `json` an object for a program. */
export function printFailure(terminal: Terminal, error: unknown, json = false): void {
  const { code, message } = toPlainError(error);
  if (json) printJson(terminal, { error: { code, message } });
  else terminal.err(`framed: ${message}\n`);
}
