import type { Controller } from './controller.js';

/** On SPI it takes 18-bit colour only (its datasheet lists 3 and 18 bits): three bytes a pixel. */
export const ili9488: Controller = {
  name: 'ili9488',
  title: 'Ilitek ILI9488',
  gram: { width: 320, height: 480 },
  mirrored: true,
  colorOrder: 'bgr',
  inverted: false,
  pixelFormats: { 8: 'rgb666' },
  wantsWholeWindow: true,
  // The datasheet promises 20 (a write cycle of 50 ns); drivers run it at 40.
  maxMhz: 40,
  init: `
    E0:00 03 09 08 16 0A 3F 78 4C 09 0A 08 16 1A 0F
    E1:00 16 19 03 0F 05 32 45 46 04 0E 0D 35 37 0F
    C0:17 15; C1:41; C5:00 12 80
    36:mad; 3A:fmt
    B0:00; B1:A0; B4:02; B6:02 02 3B; B7:C6; F7:A9 51 2C 82
    inv
    11 [120]
    29 [25]
  `,
  source: 'TFT_eSPI (ILI9488_Init.h); MADCTL in all rotations as in fbcp-ili9341 (ili9488.cpp)',
};
