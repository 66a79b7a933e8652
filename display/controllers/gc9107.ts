import type { Controller } from './controller.js';

/**
 * How sure this is: the values are the board maker's own (Waveshare's 0.85 inch for the Pi), and mipidsi's are the same byte for byte. No
 * public datasheet says what the registers from A8 to F1 mean. M5GFX and Espressif's drivers send FE and EF before them, "to open the inner
 * registers"; Waveshare's boards run without.
 */
export const gc9107: Controller = {
  name: 'gc9107',
  title: 'GalaxyCore GC9107',
  gram: { width: 128, height: 160 },
  mirrored: false,
  colorOrder: 'bgr',
  inverted: true,
  pixelFormats: { 8: 'rgb565' },
  wantsWholeWindow: false,
  // What Waveshare's driver and M5Stack's boards use.
  maxMhz: 40,
  init: `
    [200]
    36:mad
    B0:C0; B2:2F; B3:03; B6:19; B7:01; AC:CB; AB:0E; B4:04; A8:19
    3A:fmt
    B8:08; E8:24; E9:48; EA:22; C6:30; C7:18
    F0:1F 28 04 3E 2A 2E 20 00 0C 06 00 1C 1F 0F
    F1:00 2D 2F 3C 6F 1C 0B 00 00 00 07 0D 11 0F
    inv
    11 [120]
    29
  `,
  source: 'Waveshare, LCD_Module_RPI_code, LCD_0inch85.py; mipidsi, models/gc9107.rs, which agree',
};
