import type { PanelBus } from './bus/panel-bus.js';
import { DCS } from './dcs.js';
import type { Rectangle } from './display.js';
import type { Glass } from './glass.js';

/**
 * Opens windows in the controller's memory, and leaves out what it still knows: an axis that stays as it was is not sent again, unless the
 * controller wants the whole window each time.
 */
export class WindowWriter {
  readonly #bus: PanelBus;
  readonly #glass: Glass;
  readonly #columns = new Axis(DCS.CASET);
  readonly #rows = new Axis(DCS.RASET);

  constructor(bus: PanelBus, glass: Glass) {
    this.#bus = bus;
    this.#glass = glass;
  }

  /**
   * Sends CASET, RASET (where needed) and RAMWR: the pixels that follow go into `rectangle`, row by row.
   *
   * @returns the bytes of commands and parameters, as many as the TransferCost model counts.
   */
  begin({ x, y, endX, endY }: Rectangle): number {
    const { offset, wantsWholeWindow } = this.#glass;
    const bytes =
      this.#columns.send(this.#bus, x + offset.x, endX + offset.x, wantsWholeWindow) +
      this.#rows.send(this.#bus, y + offset.y, endY + offset.y, wantsWholeWindow);
    this.#bus.command(DCS.RAMWR);
    return bytes + RAMWR_BYTES;
  }
}

/** CASET or RASET, and what it said last. */
class Axis {
  readonly #opcode: number;
  /** First and last address, high byte first; the last one is inclusive. */
  readonly #parameters = new Uint8Array(4);
  #start = -1;
  #end = -1;

  constructor(opcode: number) {
    this.#opcode = opcode;
  }

  send(bus: PanelBus, start: number, end: number, always: boolean): number {
    if (start === this.#start && end === this.#end && !always) return 0;
    // Forgotten while it is on its way: what a lost bus has delivered, nobody knows.
    this.#start = -1;
    const last = end - 1;
    this.#parameters.set([start >> 8, start & 0xff, last >> 8, last & 0xff]);
    bus.command(this.#opcode, this.#parameters);
    this.#start = start;
    this.#end = end;
    return AXIS_BYTES;
  }
}

const RAMWR_BYTES = 1;

/** Opcode and four parameters. */
const AXIS_BYTES = 5;
