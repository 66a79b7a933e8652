import type { Controller } from './controller.js';

export const st7735: Controller = {
  name: 'st7735',
  title: 'Sitronix ST7735R and ST7735S',
  gram: { width: 132, height: 162 },
  mirrored: false,
  colorOrder: 'bgr',
  inverted: false,
  pixelFormats: { 8: 'rgb565' },
  wantsWholeWindow: false,
  // The datasheet promises 15 (a write cycle of 66 ns); 32 is what fbtft's overlays for the Pi use.
  maxMhz: 32,
  // COLMOD has no high half here: 05 where others have 55.
  init: `
    01 [150]
    11 [500]
    B1:01 2C 2D; B2:01 2C 2D; B3:01 2C 2D 01 2C 2D; B4:07
    C0:A2 02 84; C1:C5; C2:0A 00; C3:8A 2A; C4:8A EE; C5:0E
    inv; 36:mad; 3A:05
    E0:02 1C 07 12 37 32 29 2D 29 25 2B 39 00 01 03 10
    E1:03 1D 07 06 2E 2C 29 2D 2E 2E 37 3F 00 00 02 10
    13 [10]
    29 [100]
  `,
  source: 'Adafruit-ST7735-Library (Rcmd1, Rcmd3)',
};
