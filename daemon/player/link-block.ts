import type { TransferCost } from '../../display/dirty/transfer-cost.js';
import { SharedRecord } from './shared-record.js';

/**
 * What partial updates cost on the display that is open, shared: the consumer writes it when it has opened the display, the producer
 * plans by it, main shows figures of the link where there is one.
 */
export class LinkBlock {
  readonly buffer: SharedArrayBuffer;
  readonly #record: SharedRecord;
  readonly #values = new Float64Array(FIELDS);

  static create(): LinkBlock {
    return new LinkBlock(SharedRecord.create(FIELDS).buffer);
  }

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#record = new SharedRecord(buffer);
  }

  /** How often it was written; one atomic load, to look at for every frame. */
  get writes(): number {
    return this.#record.writes;
  }

  /** @param cost undefined: damage makes no difference to this display. */
  write(cost: TransferCost | undefined): void {
    this.#values.fill(0);
    if (cost) this.#values.set([1, cost.mhz, cost.rectangleUs, cost.bytesPerPixel, Number(cost.wholeWindow)]);
    this.#record.write(this.#values);
  }

  /** Undefined as well before a display was opened. */
  read(): TransferCost | undefined {
    this.#record.read(this.#values);
    const [isKnown, mhz = 0, rectangleUs = 0, bytesPerPixel, wholeWindow] = this.#values;
    if (isKnown !== 1) return undefined;
    return { mhz, rectangleUs, bytesPerPixel: bytesPerPixel === 3 ? 3 : 2, wholeWindow: wholeWindow === 1 };
  }
}

/** Whether there is a cost, and its members. */
const FIELDS = 5;
