import type { Geometry } from '../display.js';
import type { ColorOrder, WordBits } from '../panel.js';

/** What a pixel is on the bus. rgb565: 2 bytes, high byte first. rgb666: 3 bytes, each channel in the upper six bits. */
export type PixelFormat = 'rgb565' | 'rgb666';

/**
 * A display controller: the chip, as data. One file each in this folder; what is particular to one glass or board is the Panel's.
 *
 * A module outside the repository may bring one too: it exports `controller`, an object of this shape, and a panel names the module.
 */
export interface Controller {
  /** Key in the registry and in panel descriptions, e.g. "st7789". */
  readonly name: string;
  /** For people, e.g. "Sitronix ST7789". */
  readonly title: string;
  /** Its memory (GRAM) at MADCTL rotation 0, in pixels. */
  readonly gram: Geometry;
  /** Whether its memory's columns run right to left on its usual glass, as on ILI9341; MADCTL is computed accordingly. */
  readonly mirrored: boolean;
  readonly colorOrder: ColorOrder;
  /** Whether its usual glass needs INVON. */
  readonly inverted: boolean;
  /** What it takes over SPI, by the width of a word. Absent: it has no such mode. */
  readonly pixelFormats: Readonly<Partial<Record<WordBits, PixelFormat>>>;
  /** True: CASET and RASET are both sent for every window; an axis that stays as it was is not remembered. */
  readonly wantsWholeWindow: boolean;
  /** Fastest write clock that is known to work, in MHz. */
  readonly maxMhz: number;
  /** From reset to a lit picture, in the notation of init-table.ts. */
  readonly init: string;
  /** Where the table comes from: datasheet, revision, section; or the drivers that agree on it. */
  readonly source: string;
}
