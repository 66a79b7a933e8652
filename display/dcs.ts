/**
 * Commands of the MIPI Display Command Set (version 1.3) that framed sends or its emulator understands, by the names that controllers'
 * datasheets give them.
 */
export const DCS = {
  NOP: 0x00,
  SWRESET: 0x01,
  SLPIN: 0x10,
  SLPOUT: 0x11,
  PTLON: 0x12,
  NORON: 0x13,
  INVOFF: 0x20,
  INVON: 0x21,
  GAMSET: 0x26,
  DISPOFF: 0x28,
  DISPON: 0x29,
  CASET: 0x2a,
  RASET: 0x2b,
  RAMWR: 0x2c,
  PTLAR: 0x30,
  VSCRDEF: 0x33,
  TEOFF: 0x34,
  TEON: 0x35,
  MADCTL: 0x36,
  VSCSAD: 0x37,
  IDMOFF: 0x38,
  IDMON: 0x39,
  COLMOD: 0x3a,
  RAMWRC: 0x3c,
  STE: 0x44,
  WRDISBV: 0x51,
  WRCTRLD: 0x53,
} as const;

/** Bits of MADCTL's parameter. */
export const MADCTL = {
  /** Rows bottom to top. */
  MY: 0x80,
  /** Columns right to left. */
  MX: 0x40,
  /** Rows and columns exchanged: CASET then addresses rows of the memory. */
  MV: 0x20,
  /** The glass is refreshed bottom to top. */
  ML: 0x10,
  BGR: 0x08,
  /** The glass is refreshed right to left. */
  MH: 0x04,
} as const;

/** Bits of COLMOD's parameter that count on SPI; the upper half is for the RGB interface. */
export const COLMOD = { MASK: 0x07, RGB565: 0x05, RGB666: 0x06 } as const;

/**
 * Milliseconds after a reset, SWRESET, SLPIN or SLPOUT in which the controller takes no command. ST7789V datasheet, "Reset Timing" and the
 * restrictions of these commands; the same in ILI9341's.
 */
export const SETTLE_MS = 5;

/** Milliseconds between SLPIN and SLPOUT, either way round, and from a reset while awake to SLPOUT. From the same pages. */
export const SLEEP_CHANGE_MS = 120;
