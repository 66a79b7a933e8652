import type { Controller } from './controller.js';

/**
 * On most Pi boards it hangs behind shift registers, and takes words of 16 bits and RGB565; on true SPI it takes 18-bit colour only.
 */
export const ili9486: Controller = {
  name: 'ili9486',
  title: 'Ilitek ILI9486',
  gram: { width: 320, height: 480 },
  mirrored: true,
  colorOrder: 'bgr',
  inverted: false,
  pixelFormats: { 8: 'rgb666', 16: 'rgb565' },
  wantsWholeWindow: true,
  // The boards' shift registers are what ends it: the overlay of Waveshare's 3.5 A asks for 16, people run them at 32 and above.
  maxMhz: 32,
  init: `
    B0:00
    11 [120]
    3A:fmt
    C0:09 09; C1:41 00; C2:33; C5:00 36
    36:mad; inv
    E0:00 2C 2C 0B 0C 04 4C 64 36 03 0E 01 10 01 00
    E1:0F 37 37 0C 0F 05 50 32 36 04 0B 00 19 14 0F
    B6:00 02 3B
    11 [120]
    29
    38
    13
  `,
  source: 'fbcp-ili9341 (ili9486.cpp); MADCTL in all rotations as in the kernel (drm/tiny/ili9486.c)',
};
