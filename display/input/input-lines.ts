import { closeSync, readSync } from 'node:fs';
import { GpioHeader, type InputOptions } from '../bus/gpio.js';
import { askForLevel, GPIO_V2_LINE_GET_VALUES_IOCTL, LINE_EVENT_BYTES, readLineEvent } from '../native/gpio-abi.js';
import { type Libc, loadLibc } from '../native/libc.js';

/** A line's level changed. */
export interface LineChange {
  /** BCM number. */
  readonly line: number;
  /** The level it has now. */
  readonly isHigh: boolean;
  /** When, on the machine's monotonic clock, in milliseconds. */
  readonly atMs: number;
}

/** struct pollfd: fd i32, events i16, revents i16. */
const POLLFD_BYTES = 8;
const POLLIN = 1;
/** The kernel keeps 16 events a line; more are lost there. */
const MOST_EVENTS = 16;

/**
 * Lines of the 40-pin header as inputs, through the GPIO character device. {@link wait} blocks its thread, so this is for a thread of
 * its own.
 */
export class InputLines {
  readonly #libc: Libc;
  readonly #lines: ReadonlyMap<number, number>;
  readonly #pollfds: Uint8Array;
  readonly #events = new Uint8Array(new ArrayBuffer(MOST_EVENTS * LINE_EVENT_BYTES));

  /** @throws DisplayError 'native-missing', 'gpio-missing', 'no-permission', 'gpio-busy', 'gpio-refused'; then no line is held. */
  static async open(inputs: readonly InputOptions[], { systemRoot = '/' } = {}): Promise<InputLines> {
    const libc = await loadLibc();
    const header = GpioHeader.open({ libc, systemRoot });
    const lines = new Map<number, number>();
    try {
      for (const input of inputs) lines.set(header.requestInput(input), input.line);
    } catch (error) {
      for (const fd of lines.keys()) closeSync(fd);
      throw error;
    } finally {
      header.close();
    }
    return new InputLines(libc, lines);
  }

  private constructor(libc: Libc, lines: ReadonlyMap<number, number>) {
    this.#libc = libc;
    this.#lines = lines;
    this.#pollfds = new Uint8Array(new ArrayBuffer(lines.size * POLLFD_BYTES));
    const view = new DataView(this.#pollfds.buffer);
    [...lines.keys()].forEach((fd, index) => {
      view.setInt32(index * POLLFD_BYTES, fd, true);
      view.setInt16(index * POLLFD_BYTES + 4, POLLIN, true);
    });
  }

  /** By BCM number: whether it is high now. */
  levels(): Map<number, boolean> {
    const levels = new Map<number, boolean>();
    for (const [fd, line] of this.#lines) {
      const values = askForLevel();
      this.#libc.ioctl(fd, GPIO_V2_LINE_GET_VALUES_IOCTL, values);
      levels.set(line, (values[0] ?? 0) !== 0);
    }
    return levels;
  }

  /** Blocks until a level changes, for `timeoutMs` at most. In the order in which it happened. */
  wait(timeoutMs: number): LineChange[] {
    if (this.#libc.poll(this.#pollfds, this.#lines.size, timeoutMs) === 0) return [];
    const view = new DataView(this.#pollfds.buffer);
    const changes: LineChange[] = [];
    [...this.#lines].forEach(([fd, line], index) => {
      if (view.getInt16(index * POLLFD_BYTES + 6, true) === 0) return;
      const bytes = readSync(fd, this.#events);
      for (let at = 0; at + LINE_EVENT_BYTES <= bytes; at += LINE_EVENT_BYTES) {
        const { timestampNs, isRising } = readLineEvent(this.#events, at);
        changes.push({ line, isHigh: isRising, atMs: Number(timestampNs) / 1e6 });
      }
    });
    return changes.sort((a, b) => a.atMs - b.atMs);
  }

  close(): void {
    for (const fd of this.#lines.keys()) closeSync(fd);
  }
}
