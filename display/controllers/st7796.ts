import type { Controller } from './controller.js';

export const st7796: Controller = {
  name: 'st7796',
  title: 'Sitronix ST7796S',
  gram: { width: 320, height: 480 },
  mirrored: true,
  colorOrder: 'bgr',
  inverted: false,
  pixelFormats: { 8: 'rgb565' },
  wantsWholeWindow: false,
  // The datasheet promises 15 (a write cycle of 66 ns); overlays for the Pi run it at 48, drivers elsewhere at 80.
  maxMhz: 62.5,
  init: `
    01 [120]
    11 [120]
    F0:C3; F0:96 # opens the second table of commands
    36:mad; 3A:fmt; inv
    B4:01; B6:80 02 3B; E8:40 8A 00 00 29 19 A5 33; C1:06; C2:A7
    C5:18 [120]
    E0:F0 09 0B 06 04 15 2F 54 42 3C 17 14 18 1B
    E1:E0 09 0B 06 04 03 2B 43 42 3B 16 14 17 1B [120]
    F0:3C; F0:69 [120] # and closes it
    29
  `,
  source: 'TFT_eSPI (ST7796_Init.h)',
};
