import { Resvg } from '@resvg/resvg-js';
import { EXAMPLE_SCREENS } from './example-screens.js';
import { renderScreenPng } from './render-screen.js';
import type { Canvas } from './safe-area.js';
import type { Language } from './status-screen.js';

const GAP_PX = 8;

/** A PNG with a row of all screens for each panel, every pixel of a panel one of the picture. */
export function contactSheet(canvases: readonly Canvas[], language: Language): Buffer {
  const rows = canvases.map((canvas, row) => {
    const y = canvases.slice(0, row).reduce((sum, { geometry }) => sum + geometry.height + GAP_PX, GAP_PX);
    return EXAMPLE_SCREENS.map(({ screen }, column) => {
      const x = GAP_PX + column * (canvas.geometry.width + GAP_PX);
      return glass(renderScreenPng({ screen, canvas, language }), canvas, x, y);
    });
  });
  const widest = Math.max(...canvases.map(({ geometry }) => geometry.width));
  const width = GAP_PX + EXAMPLE_SCREENS.length * (widest + GAP_PX);
  const height = canvases.reduce((sum, { geometry }) => sum + geometry.height + GAP_PX, GAP_PX);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#4a4f57"/>`,
    ...rows.flat(),
    '</svg>',
  ].join('');
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
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
