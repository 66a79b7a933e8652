/** Opcodes by the names of the MIPI Display Command Set (DCS 1.3, section 6). Every controller in this folder keeps to them. */
export const SWRESET = 0x01;
export const SLPIN = 0x10;
export const SLPOUT = 0x11;
export const NORON = 0x13;
export const INVOFF = 0x20;
export const INVON = 0x21;
export const DISPOFF = 0x28;
export const DISPON = 0x29;
export const CASET = 0x2a;
export const RASET = 0x2b;
export const RAMWR = 0x2c;
export const VSCRDEF = 0x33;
export const TEOFF = 0x34;
export const TEON = 0x35;
export const MADCTL = 0x36;
export const VSCSAD = 0x37;
export const IDMOFF = 0x38;
export const COLMOD = 0x3a;

/** MADCTL: the memory's rows are written from the last to the first (MY). */
export const MADCTL_MY = 0x80;
/** MADCTL: the memory's columns are written from the last to the first (MX). */
export const MADCTL_MX = 0x40;
/** MADCTL: rows and columns are exchanged (MV). */
export const MADCTL_MV = 0x20;
/** MADCTL: the glass has its blue where others have their red. */
export const MADCTL_BGR = 0x08;

/** COLMOD's parameter for 16 and 18 bits a pixel, on the serial interface (low half) and the parallel one (high half). */
export const COLMOD_VALUES = { rgb565: 0x55, rgb666: 0x66 } as const;
