import type { Controller } from './controller.js';

export const ili9341: Controller = {
  name: 'ili9341',
  title: 'Ilitek ILI9341',
  gram: { width: 240, height: 320 },
  mirrored: true,
  colorOrder: 'bgr',
  inverted: false,
  pixelFormats: { 8: 'rgb565' },
  wantsWholeWindow: false,
  // The datasheet promises 10 (a write cycle of 100 ns); fbcp-ili9341 and many others run it at 62.5 and above.
  maxMhz: 62.5,
  init: `
    01 [5]
    28
    EF:03 80 02; CF:00 C1 30; ED:64 03 12 81; E8:85 00 78; CB:39 2C 00 34 02; F7:20; EA:00 00
    C0:23; C1:10; C5:3E 28; C7:86
    36:mad; 3A:fmt; inv
    B1:00 18; B6:08 82 27; F2:00; 26:01
    E0:0F 31 2B 0C 0E 08 4E F1 37 07 10 03 0E 09 00
    E1:00 0E 14 03 11 07 31 C1 48 08 0F 0C 31 36 0F
    11 [120]
    29 [20]
  `,
  source: 'fbcp-ili9341 (ili9341.cpp), fbtft (fb_ili9341.c) and luma.lcd, which agree',
};
