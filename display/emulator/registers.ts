import type { PixelFormat } from '../controllers/controller.js';

/** First to last address of a window's axis, both inclusive, as CASET and RASET give them. */
export interface AddressSpan {
  readonly first: number;
  readonly last: number;
}

/** Vertical scrolling: `top` lines stand, `moving` lines scroll, the rest stands; `start` is the memory row shown first in the moving part. */
export interface Scroll {
  readonly top: number;
  readonly moving: number;
  readonly start: number;
}

/** What the commands have set. */
export interface Registers {
  awake: boolean;
  displayOn: boolean;
  /** By INVON. */
  inverted: boolean;
  madctl: number;
  /** By COLMOD. */
  pixelFormat: PixelFormat;
  columns: AddressSpan | undefined;
  rows: AddressSpan | undefined;
  scroll: Scroll | undefined;
  /** Whether the chip tells of its blanking on the TE line, by TEON. */
  tearingEffect: boolean;
  /** WRDISBV, 0 to 255. Most boards have their light on another line. */
  brightness: number;
}

/**
 * After power-on, reset and SWRESET: asleep, dark, 18-bit colour. The datasheets' default window is the whole memory; here there is none, since
 * nobody should count on it.
 */
export function defaultRegisters(): Registers {
  return {
    awake: false,
    displayOn: false,
    inverted: false,
    madctl: 0,
    pixelFormat: 'rgb666',
    columns: undefined,
    rows: undefined,
    scroll: undefined,
    tearingEffect: false,
    brightness: 0,
  };
}
