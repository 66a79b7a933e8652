import { DisplayError } from '../display.js';
import type { PanelBus } from './panel-bus.js';

export interface RecordingBusOptions {
  /** Default: 40 MHz. */
  clockHz?: number;
  /** Whether a reset line is wired. Default: true. */
  hasReset?: boolean;
}

/**
 * A bus to nothing that writes down what was sent, one call a line, in the notation of init tables:
 *
 *     reset
 *     [120]                      sleep, in milliseconds
 *     36:60                      a command with its parameters, in hex
 *     2C                         a command without
 *     pixels 4: F8 00 00 1F      pixel bytes; of more than 16 only how many there were
 *
 * It never blocks.
 */
export class RecordingBus implements PanelBus {
  readonly clockHz: number;
  readonly #hasReset: boolean;
  readonly #lines: string[] = [];
  #closed = false;

  constructor({ clockHz = 40_000_000, hasReset = true }: RecordingBusOptions = {}) {
    this.clockHz = clockHz;
    this.#hasReset = hasReset;
  }

  /** What was sent since the bus was opened or `clear` was called; every line ends with a newline. */
  get transcript(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }

  clear(): void {
    this.#lines.length = 0;
  }

  command(opcode: number, parameters: Uint8Array = new Uint8Array()): void {
    this.#write(parameters.length > 0 ? `${hex([opcode])}:${hex(parameters)}` : hex([opcode]));
  }

  pixels(bytes: Uint8Array): void {
    const shown = bytes.length <= LONGEST_SHOWN_BYTES ? `: ${hex(bytes)}` : '';
    this.#write(`pixels ${bytes.length}${shown}`);
  }

  reset(): boolean {
    if (this.#hasReset) this.#write('reset');
    return this.#hasReset;
  }

  sleep(ms: number): void {
    this.#write(`[${ms}]`);
  }

  /** The transcript can still be read. */
  close(): void {
    this.#closed = true;
  }

  #write(line: string): void {
    if (this.#closed) throw new DisplayError('bus-lost', `The recording bus was closed and takes no more ("${line}").`);
    this.#lines.push(line);
  }
}

/** Eight pixels: enough to see what is sent in a test, and short enough for a line. */
const LONGEST_SHOWN_BYTES = 16;

function hex(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}
