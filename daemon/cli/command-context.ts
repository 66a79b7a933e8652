import type { Terminal } from './terminal.js';

/** What a command gets from the program. */
export interface CommandContext {
  terminal: Terminal;
  /** Says why the command could not be done, and makes the exit code 1. */
  fail(error: unknown, json?: boolean): void;
  exitWith(code: number): void;
}
