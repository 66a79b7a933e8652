import type { PixelFormat } from '../controllers/controller.js';
import { MADCTL } from '../dcs.js';
import type { Geometry } from '../display.js';
import { packRgb565 } from '../pixels.js';
import type { AddressSpan } from './registers.js';

/**
 * The chip's memory (GRAM) and its write pointer.
 *
 * The pointer goes along the window's columns, then to its next row, and from its last pixel back to its first. MADCTL says where in memory
 * an address lies: MV exchanges column and row, then MX turns the memory's columns around and MY its rows (ST7789V datasheet, "Address
 * Control": with MV, CASET addresses the physical page). So the way from address to cell is a sum:
 *
 *     cell = origin + column * columnStep + row * rowStep
 */
export class GraphicsMemory {
  /** RGB565, row by row as at MADCTL 00. An 18-bit pixel keeps the bits that an RGB565 one has. */
  readonly cells: Uint16Array;
  readonly size: Geometry;
  #columns: AddressSpan = { first: 0, last: 0 };
  #rows: AddressSpan = { first: 0, last: 0 };
  #column = 0;
  #row = 0;
  #origin = 0;
  #columnStep = 1;
  #rowStep = 1;
  #format: PixelFormat = 'rgb565';
  /** The first bytes of a pixel that the next transfer will complete. */
  #begun = new Uint8Array();

  constructor(size: Geometry) {
    this.size = size;
    this.cells = new Uint16Array(size.width * size.height);
    this.#fillWithNoise();
  }

  /** RAMWR: back to the window's first pixel. */
  begin(columns: AddressSpan, rows: AddressSpan, madctl: number, format: PixelFormat): void {
    this.#columns = columns;
    this.#rows = rows;
    this.#column = columns.first;
    this.#row = rows.first;
    this.resume(madctl, format);
  }

  /** RAMWRC: on from where the pointer is. */
  resume(madctl: number, format: PixelFormat): void {
    const { width, height } = this.size;
    const alongX = madctl & MADCTL.MX ? -1 : 1;
    const alongY = madctl & MADCTL.MY ? -width : width;
    const isExchanged = (madctl & MADCTL.MV) !== 0;
    this.#origin = (madctl & MADCTL.MX ? width - 1 : 0) + (madctl & MADCTL.MY ? (height - 1) * width : 0);
    this.#columnStep = isExchanged ? alongY : alongX;
    this.#rowStep = isExchanged ? alongX : alongY;
    this.#format = format;
    this.#begun = new Uint8Array();
  }

  /** Bytes of a pixel that was not completed. */
  get begunBytes(): number {
    return this.#begun.length;
  }

  write(bytes: Uint8Array): void {
    const source = this.#begun.length > 0 ? joined(this.#begun, bytes) : bytes;
    const bytesPerPixel = this.#format === 'rgb565' ? 2 : 3;
    const pixels = Math.floor(source.length / bytesPerPixel);
    for (let done = 0; done < pixels; ) {
      const run = Math.min(pixels - done, this.#columns.last + 1 - this.#column);
      this.#writeRun(source, done * bytesPerPixel, run);
      this.#advance(run);
      done += run;
    }
    this.#begun = source.slice(pixels * bytesPerPixel);
  }

  /** `count` pixels on one row of the window. */
  #writeRun(source: Uint8Array, start: number, count: number): void {
    const { cells } = this;
    const step = this.#columnStep;
    let cell = this.#origin + this.#column * step + this.#row * this.#rowStep;
    let at = start;
    if (this.#format === 'rgb565') {
      for (let left = count; left > 0; left--, at += 2, cell += step) {
        cells[cell] = ((source[at] ?? 0) << 8) | (source[at + 1] ?? 0);
      }
      return;
    }
    for (let left = count; left > 0; left--, at += 3, cell += step) {
      cells[cell] = packRgb565(source[at] ?? 0, source[at + 1] ?? 0, source[at + 2] ?? 0);
    }
  }

  #advance(run: number): void {
    this.#column += run;
    if (this.#column <= this.#columns.last) return;
    this.#column = this.#columns.first;
    this.#row = this.#row === this.#rows.last ? this.#rows.first : this.#row + 1;
  }

  /** What power-on leaves there; the same every time (xorshift, so that no channel is constant). */
  #fillWithNoise(): void {
    let state = 1;
    for (let cell = 0; cell < this.cells.length; cell++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      this.cells[cell] = state & 0xffff;
    }
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
