import type { WordBits } from '../panel.js';
import { blockThread } from './block-thread.js';
import type { PanelBus } from './panel-bus.js';
import type { OutputLine, SpiLink } from './spi-link.js';

export interface FourWireBusOptions {
  readonly link: SpiLink;
  /** Data/command. */
  readonly dc: OutputLine;
  /** Reset, active low. Absent: not wired. */
  readonly reset?: OutputLine | undefined;
  /** Default: 8. 16: every byte of a command and its parameters follows a byte 00. */
  readonly wordBits?: WordBits | undefined;
  /** Default: blocks the thread. */
  readonly sleep?: ((ms: number) => void) | undefined;
}

/**
 * 4-line SPI: a data link, and a line that says what the bytes are.
 *
 *     DC      low       high                    low    high
 *     bytes   opcode    parameters              2C     pixels ...
 *
 * DC can't change within a transfer, so a command with parameters takes two; the line is only set where it changes.
 *
 * Words of 16 bits are for boards with shift registers in front of a parallel bus, which count bits from the fall of chip select: both bytes
 * of an opcode must go out in one transfer. That is why it is done here and not by a bus around this one. Pixels are two bytes already.
 */
export class FourWireBus implements PanelBus {
  readonly clockHz: number;
  readonly #link: SpiLink;
  readonly #dc: OutputLine;
  readonly #reset: OutputLine | undefined;
  readonly #sleep: (ms: number) => void;
  /** What goes before every byte that is no pixel. */
  readonly #padding: 0 | 1;
  #words = new Uint8Array(LONGEST_USUAL_COMMAND_BYTES);
  #isData: boolean | undefined;

  constructor({ link, dc, reset, wordBits = 8, sleep = blockThread }: FourWireBusOptions) {
    this.clockHz = link.clockHz;
    this.#link = link;
    this.#dc = dc;
    this.#reset = reset;
    this.#padding = wordBits === 16 ? 1 : 0;
    this.#sleep = sleep;
  }

  command(opcode: number, parameters?: Uint8Array): void {
    this.#announce(false);
    this.#link.write(this.#wordsOf([opcode]));
    if (parameters === undefined || parameters.length === 0) return;
    this.#announce(true);
    this.#link.write(this.#wordsOf(parameters));
  }

  pixels(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#announce(true);
    this.#link.write(bytes);
  }

  reset(): boolean {
    if (this.#reset === undefined) return false;
    this.#reset.set(false);
    this.#sleep(RESET_LOW_MS);
    this.#reset.set(true);
    this.#sleep(RESET_RECOVERY_MS);
    return true;
  }

  sleep(ms: number): void {
    this.#sleep(ms);
  }

  close(): void {
    this.#link.close();
    this.#dc.close();
    this.#reset?.close();
  }

  #announce(isData: boolean): void {
    if (this.#isData === isData) return;
    // Forgotten first, so that a line that could not be set is set again.
    this.#isData = undefined;
    this.#dc.set(isData);
    this.#isData = isData;
  }

  #wordsOf(bytes: ArrayLike<number>): Uint8Array {
    const stride = 1 + this.#padding;
    const length = bytes.length * stride;
    if (length > this.#words.length) this.#words = new Uint8Array(length);
    for (let at = 0; at < bytes.length; at++) this.#words[at * stride + this.#padding] = bytes[at] ?? 0;
    return this.#words.subarray(0, length);
  }
}

/** Gamma tables have 16 parameters, of up to two bytes each. */
const LONGEST_USUAL_COMMAND_BYTES = 32;

/**
 * The chips want 10 us (ST7789V, ILI9341 and others: tRW); boards with 10 kOhm and 100 nF on the
 * line are low after 1 ms or so, ten times over. */
const RESET_LOW_MS = 10;

/** The chips take commands 5 ms after reset, but SLPOUT only after 120 ms where they were awake before (tRT). */
const RESET_RECOVERY_MS = 120;
