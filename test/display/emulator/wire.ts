import type { Controller } from '../../../display/controllers/controller.js';
import { DCS } from '../../../display/dcs.js';
import { Emulator, type EmulatorOptions } from '../../../display/emulator/emulator.js';
import type { Panel } from '../../../display/panel.js';
import { panelOf } from '../panel-of.js';

/** A chip small enough to write its memory down: 4 columns, 6 rows, all of them behind the glass. */
export const smallChip: Controller = {
  name: 'small',
  title: 'Small',
  gram: { width: 4, height: 6 },
  mirrored: false,
  colorOrder: 'rgb',
  inverted: false,
  pixelFormats: { 8: 'rgb565', 16: 'rgb565' },
  wantsWholeWindow: false,
  maxMhz: 40,
  init: '11 [120]; 36:mad; 3A:fmt; inv; 29',
  source: 'a test',
};

/** What a host does to an emulator, one byte at a time, with the time in its hands. */
export class Wire {
  readonly emulator: Emulator;
  nowMs = 1000;

  constructor(
    own: Partial<Panel> = {},
    controller: Controller = smallChip,
    options: Partial<Pick<EmulatorOptions, 'maxTransferBytes'>> = {},
  ) {
    this.emulator = new Emulator({ panel: panelOf(controller, own), controller, ...options });
  }

  /** Awake, shown, 16 bits a pixel. */
  static awake(...options: ConstructorParameters<typeof Wire>): Wire {
    const wire = new Wire(...options);
    wire.command(DCS.SLPOUT);
    wire.wait(120);
    wire.command(DCS.COLMOD, 0x55);
    wire.command(DCS.DISPON);
    return wire;
  }

  wait(ms: number): void {
    this.nowMs += ms;
  }

  command(opcode: number, ...parameters: number[]): void {
    this.emulator.write(0, Uint8Array.of(opcode), this.nowMs);
    if (parameters.length > 0) this.data(...parameters);
  }

  data(...bytes: number[]): void {
    this.emulator.write(1, Uint8Array.from(bytes), this.nowMs);
  }

  /** CASET and RASET; first and last address, inclusive. */
  window(firstColumn: number, lastColumn: number, firstRow: number, lastRow: number): void {
    this.command(DCS.CASET, 0, firstColumn, 0, lastColumn);
    this.command(DCS.RASET, 0, firstRow, 0, lastRow);
  }

  /** RAMWR and 16-bit pixels. */
  pixels(...pixels: number[]): void {
    this.command(DCS.RAMWR);
    this.data(...pixels.flatMap((pixel) => [pixel >> 8, pixel & 0xff]));
  }

  /** Writes the whole memory with pixels 1, 2, 3 ... row by row, at MADCTL 00. */
  count(): void {
    this.window(0, 3, 0, 5);
    this.pixels(...Array.from({ length: 24 }, (_, pixel) => pixel + 1));
  }

  /** What a person sees: rows of pixels. */
  rows(): number[][] {
    const { width, height } = this.emulator.geometry;
    const seen = Buffer.alloc(width * height * 2);
    this.emulator.visiblePixels(seen);
    return Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_, x) => seen.readUInt16BE((y * width + x) * 2)),
    );
  }
}
