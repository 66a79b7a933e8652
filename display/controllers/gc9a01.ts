import type { Controller } from './controller.js';

export const gc9a01: Controller = {
  name: 'gc9a01',
  title: 'GalaxyCore GC9A01',
  gram: { width: 240, height: 240 },
  mirrored: false,
  colorOrder: 'bgr',
  inverted: true,
  pixelFormats: { 8: 'rgb565' },
  wantsWholeWindow: false,
  // Drivers run it at 80; no more than 62.5 was seen to work on a Pi's header.
  maxMhz: 62.5,
  // Most of these registers are in no public datasheet: they open and set the maker's inner ones.
  init: `
    [200]
    EF; EB:14
    FE; EF; EB:14
    84:40; 85:FF; 86:FF; 87:FF; 88:0A; 89:21; 8A:00; 8B:80; 8C:01; 8D:01; 8E:FF; 8F:FF
    B6:00 20; 36:mad; 3A:fmt
    90:08 08 08 08; BD:06; BC:00; FF:60 01 04
    C3:13; C4:13; C9:22; BE:11; E1:10 0E; DF:20 0C 02
    F0:45 09 08 08 26 2A; F1:43 70 72 36 37 6F
    F2:45 09 08 08 26 2A; F3:43 70 72 36 37 6F
    ED:18 0B; AE:77; CD:63
    70:07 07 04 0E 0F 09 07 08 03
    E8:34
    62:18 0D 71 ED 70 70 18 0F 71 EF 70 70
    63:18 11 71 F1 70 70 18 13 71 F3 70 70
    64:28 29 F1 01 F1 00 07
    66:3C 00 CD 67 45 45 10 00 00 00
    67:00 3C 00 00 00 01 54 10 32 98
    74:10 85 80 00 00 4E 00
    98:3E 07
    inv
    11 [120]
    29
  `,
  source: 'mipidsi, models/gc9a01.rs',
};
