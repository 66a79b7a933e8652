import type { Geometry } from '../../display/display.js';
import { frameBytes } from '../../display/panel.js';
import { packRgb565 } from '../../display/pixels.js';

/** Red, green, blue and white bars from left to right, each darker to the bottom, in a white border of one pixel. RGB565 big-endian. */
export function testPicture({ width, height }: Geometry): Uint8Array {
  const picture = Buffer.alloc(frameBytes({ width, height }));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isBorder = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      const light = isBorder ? 255 : 255 - Math.floor((y * 256) / height);
      const bar = isBorder ? WHITE : (BARS[Math.floor((x * BARS.length) / width)] ?? WHITE);
      picture.writeUInt16BE(packRgb565(light * bar[0], light * bar[1], light * bar[2]), (y * width + x) * 2);
    }
  }
  return picture;
}

const WHITE = [1, 1, 1] as const;
const BARS = [[1, 0, 0], [0, 1, 0], [0, 0, 1], WHITE] as const;
