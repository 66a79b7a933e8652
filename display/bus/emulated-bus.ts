import { DisplayError } from '../display.js';
import type { Emulator } from '../emulator/emulator.js';
import type { PanelBus } from './panel-bus.js';
import { blockingClock, type SleepingClock, WireClock } from './wire-clock.js';

export interface EmulatedBusOptions {
  emulator: Emulator;
  clockHz: number;
  /** What a transfer costs beside its bits, in microseconds. Default: 100 us a rectangle, see {@link TRANSFERS_PER_RECTANGLE}. */
  transferUs?: number;
  /** Longer ones are split. Default: 4096, spidev's bufsiz where nobody raised it. */
  maxTransferBytes?: number;
  /** Whether a reset line is wired. Default: true. */
  hasReset?: boolean;
  /** Default: the machine's, which really blocks the thread. */
  clock?: SleepingClock;
}

/**
 * A wire to an {@link Emulator}, as fast as a real one: every call blocks for the time that its bits would take. Command and parameters are
 * a transfer each, since DC changes between them; behind a 16-bit adapter every byte of them has a 00 before it.
 */
export class EmulatedBus implements PanelBus {
  readonly clockHz: number;
  readonly #emulator: Emulator;
  readonly #transferUs: number;
  readonly #maxTransferBytes: number;
  readonly #hasReset: boolean;
  readonly #wire: WireClock;
  #closed = false;

  constructor({
    emulator,
    clockHz,
    transferUs = RECTANGLE_US / TRANSFERS_PER_RECTANGLE,
    maxTransferBytes = 4096,
    hasReset = true,
    clock = blockingClock,
  }: EmulatedBusOptions) {
    this.clockHz = clockHz;
    this.#emulator = emulator;
    this.#transferUs = transferUs;
    this.#maxTransferBytes = maxTransferBytes;
    this.#hasReset = hasReset;
    this.#wire = new WireClock(clock);
  }

  /** The wire's time, exact to the bit: what a transfer took is told by it, not by the thread's clock. */
  monotonicMs(): number {
    return this.#wire.monotonicMs();
  }

  /** Does what a real panel would not have to wait for: the wire's time stands still meanwhile. */
  aside(work: () => void): void {
    this.#wire.aside(work);
  }

  command(opcode: number, parameters: Uint8Array = NONE): void {
    this.#transfer(0, this.#words(Uint8Array.of(opcode)));
    if (parameters.length > 0) this.#transfer(1, this.#words(parameters));
  }

  pixels(bytes: Uint8Array): void {
    this.#transfer(1, bytes);
  }

  reset(): boolean {
    this.#requireOpen();
    if (!this.#hasReset) return false;
    this.#emulator.setReset(0, this.monotonicMs());
    this.#wire.spend(RESET_LOW_MS);
    this.#emulator.setReset(1, this.monotonicMs());
    this.#wire.spend(RESET_SETTLE_MS);
    return true;
  }

  sleep(ms: number): void {
    this.#requireOpen();
    this.#wire.spend(ms);
  }

  /** The emulator keeps its picture. */
  close(): void {
    this.#closed = true;
  }

  #transfer(dataCommand: 0 | 1, bytes: Uint8Array): void {
    this.#requireOpen();
    for (let start = 0; start < bytes.length; start += this.#maxTransferBytes) {
      const part = bytes.subarray(start, start + this.#maxTransferBytes);
      const nowMs = this.monotonicMs();
      this.#wire.aside(() => this.#emulator.write(dataCommand, part, nowMs));
      this.#wire.spend(this.#transferUs / 1e3 + (part.length * 8e3) / this.clockHz);
    }
  }

  #words(bytes: Uint8Array): Uint8Array {
    if (this.#emulator.wordBits === 8) return bytes;
    const words = new Uint8Array(bytes.length * 2);
    for (const [index, byte] of bytes.entries()) words[index * 2 + 1] = byte;
    return words;
  }

  #requireOpen(): void {
    if (this.#closed) throw new DisplayError('bus-lost', 'The emulated bus was closed and takes no more.');
  }
}

/** CASET, its parameters, RASET, its parameters, RAMWR, pixels. */
export const TRANSFERS_PER_RECTANGLE = 6;

/** An assumption for spidev, with its system calls and DC toggles; to be measured on a Pi. */
const RECTANGLE_US = 100;

/** Long for 10 us, and what drivers do. */
const RESET_LOW_MS = 1;

/** The longest that a controller may take after a reset: 120 ms if it was awake (SLEEP_CHANGE_MS). */
const RESET_SETTLE_MS = 120;

const NONE = new Uint8Array();
