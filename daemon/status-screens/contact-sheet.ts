import { Resvg } from '@resvg/resvg-js';
import { EXAMPLE_SCREENS, type ExampleScreen } from './example-screens.js';
import { renderScreenPng } from './render-screen.js';
import type { Canvas } from './safe-area.js';
import type { Language } from './status-screen.js';

const GAP_PX = 8;

/**
 * A PNG with all screens for each panel, every pixel of a panel one of the picture.
 *
 * @param columns screens in a row. Default: all.
 */
export function contactSheet(
  canvases: readonly Canvas[],
  language: Language,
  columns = EXAMPLE_SCREENS.length,
): Buffer {
  const rows = canvases.flatMap((canvas) => rowsOf(columns).map((screens) => ({ canvas, screens })));
  let y = GAP_PX;
  const panels = rows.map(({ canvas, screens }) => {
    const top = y;
    y += canvas.geometry.height + GAP_PX;
    return screens.map(({ screen }, column) => {
      const x = GAP_PX + column * (canvas.geometry.width + GAP_PX);
      return glass(renderScreenPng({ screen, canvas, language }), canvas, x, top);
    });
  });
  const widest = Math.max(...canvases.map(({ geometry }) => geometry.width));
  const [width, height] = [GAP_PX + columns * (widest + GAP_PX), y];
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#4a4f57"/>`,
    ...panels.flat(),
    '</svg>',
  ].join('');
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}

function rowsOf(columns: number): ExampleScreen[][] {
  const rows = Math.ceil(EXAMPLE_SCREENS.length / columns);
  return Array.from({ length: rows }, (_, row) => EXAMPLE_SCREENS.slice(row * columns, (row + 1) * columns));
}

function glass(png: Buffer, { geometry: { width, height }, shape }: Canvas, x: number, y: number): string {
  const clip = `glass-${x}-${y}`;
  const edge =
    shape === 'round'
      ? `<circle cx="${x + width / 2}" cy="${y + height / 2}" r="${width / 2}"/>`
      : `<rect x="${x}" y="${y}" width="${width}" height="${height}"/>`;
  const data = png.toString('base64');
  return `<clipPath id="${clip}">${edge}</clipPath><image clip-path="url(#${clip})" x="${x}" y="${y}" width="${width}" height="${height}" image-rendering="optimizeSpeed" href="data:image/png;base64,${data}"/>`;
}
