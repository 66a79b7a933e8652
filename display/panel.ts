import type { Geometry } from './display.js';

export type Rotation = 0 | 90 | 180 | 270;

export type ColorOrder = 'rgb' | 'bgr';

/** Bits of one word on the bus. 16: boards with a 16-bit adapter, which want a high byte 00 before every command and parameter. */
export type WordBits = 8 | 16;

/** Clock polarity and phase, both 0 (mode 0) or both 1 (mode 3): all that display controllers take. */
export type SpiMode = 0 | 3;

/** The glass and its wiring, as config/panels/*.yaml describes it. A panel is data, not code. */
export interface Panel {
  /** Equal to the file's name without its ending, e.g. "ili9341-320x240". */
  readonly name: string;
  /** For people, e.g. "2.4 inch ILI9341, landscape". */
  readonly title: string;
  /** The chip: key of a controller, or the file URL of a module that exports one (see controllers/controller.ts). */
  readonly controller: string;
  /** Visible pixels at rotation 0, in the orientation the description calls upright. */
  readonly width: number;
  readonly height: number;
  readonly shape: 'rectangle' | 'round';
  /** Clockwise, applied to what people see; swaps width and height at 90 and 270. */
  readonly rotation: Rotation;
  /** From the chip's own upright (its memory, standing) clockwise to what the description calls upright. Default: 0. */
  readonly turn?: Rotation;
  /** The memory that the board's straps leave the chip (ST7735, GC9107: pins GM0 to GM2), at its own upright. Default: the controller's. */
  readonly gram?: Geometry;
  /** Of the visible pixels in the chip's memory, in pixels, at the chip's own upright. Default: 0, 0. */
  readonly offset?: { readonly x: number; readonly y: number };
  /** The columns run the other way than on the chip's usual glass. Default: false. */
  readonly mirrored?: boolean;
  /** Default: the controller's. */
  readonly colorOrder?: ColorOrder;
  /** Whether the glass needs INVON to show black as black. Default: the controller's. */
  readonly inverted?: boolean;
  /** Default: 8. */
  readonly wordBits?: WordBits;
  /** Where the clock rests and which edge counts. 3: boards without a chip select pin. Default: 0. */
  readonly spiMode?: SpiMode;
  /** The fastest clock the board is known to take, in MHz. Default: the controller's. */
  readonly maxMhz?: number;
  /** Where the board's maker puts its pins. */
  readonly wiring?: Wiring;
}

/** How the panel hangs on the machine. Lines are BCM numbers, as in `gpioinfo` and on every pin-out. */
export interface Wiring {
  /** Name in /dev, e.g. "spidev0.0" (bus 0, chip select CE0). */
  readonly device: string;
  /** Data/command. */
  readonly dc: number;
  /** Reset, active low. Absent: not wired; the controller is reset by command. */
  readonly reset?: number;
  /** Backlight, active high. Absent: always on, or driven otherwise. */
  readonly backlight?: number;
}

/** The picture's size as people see it: width and height exchanged where the panel is turned by a quarter. */
export function visibleGeometry({ width, height, rotation }: Pick<Panel, 'width' | 'height' | 'rotation'>): Geometry {
  return rotation === 90 || rotation === 270 ? { width: height, height: width } : { width, height };
}

/** Bytes of one RGB565 frame. */
export function frameBytes({ width, height }: Geometry): number {
  return width * height * 2;
}
