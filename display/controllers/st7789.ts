import type { Controller } from './controller.js';

export const st7789: Controller = {
  name: 'st7789',
  title: 'Sitronix ST7789',
  gram: { width: 240, height: 320 },
  mirrored: false,
  colorOrder: 'rgb',
  inverted: true,
  pixelFormats: { 8: 'rgb565' },
  wantsWholeWindow: false,
  // The datasheet's write cycle of 16 ns.
  maxMhz: 62.5,
  init: `
    [150]
    11 [120]
    36:mad
    inv
    3A:fmt [10]
    13 [10]
    29 [120]
  `,
  source:
    'mipidsi, models/st7789.rs, with 120 ms after SLPOUT in place of its 10: SLPIN may follow no sooner, and slow clones need them',
};
