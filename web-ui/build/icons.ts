import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import type { Plugin } from 'vite';

/**
 * The pictures that phones put on their home screens. `inset`: how much of each side is left to the ground; a maskable icon may be cut to a circle
 * of 80 % of its width (W3C, Web Application Manifest, 5.6), and iOS rounds the corners of a full square.
 */
const ICONS = [
  { file: 'icon-192.png', size: 192, inset: 0, ground: 'none' },
  { file: 'icon-512.png', size: 512, inset: 0, ground: 'none' },
  { file: 'icon-maskable-512.png', size: 512, inset: 0.16, ground: '#12312f' },
  { file: 'apple-touch-icon.png', size: 180, inset: 0.12, ground: '#12312f' },
];

/** Draws them from favicon.svg. */
export function icons(): Plugin {
  let publicFolder = '';
  return {
    name: 'framed-icons',
    apply: 'build',
    configResolved: ({ publicDir }) => {
      publicFolder = publicDir;
    },
    async generateBundle() {
      const drawing = await readFile(join(publicFolder, 'favicon.svg'), 'utf8');
      for (const { file, size, inset, ground } of ICONS) {
        const side = size * (1 - 2 * inset);
        const placed = drawing.replace(
          '<svg ',
          `<svg x="${size * inset}" y="${size * inset}" width="${side}" height="${side}" `,
        );
        const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><rect width="100%" height="100%" fill="${ground}"/>${placed}</svg>`;
        this.emitFile({ type: 'asset', fileName: file, source: new Resvg(svg).render().asPng() });
      }
    },
  };
}
