import { ICONS } from './icons.js';
import type { Placed } from './items.js';
import { layOut } from './layout.js';
import { QUIET_MODULES } from './qr-code.js';
import type { Canvas } from './safe-area.js';
import type { Language, StatusScreen } from './status-screen.js';
import { type Face, FONT_FAMILIES } from './typeface.js';

/** A screen as SVG, of the panel's size in pixels. Pure: the same screen is the same text. */
export function drawScreen(screen: StatusScreen, canvas: Canvas, language: Language): string {
  const { width, height } = canvas.geometry;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="#000000"/>`,
    ...layOut(screen, canvas, language).map(draw),
    '</svg>',
  ].join('\n');
}

function draw(placed: Placed): string {
  switch (placed.kind) {
    case 'line':
      return drawLine(placed);
    case 'icon':
      return drawIcon(placed);
    case 'qr':
      return drawCode(placed);
  }
}

const WEIGHTS: Readonly<Record<Face, number>> = { medium: 500, bold: 700 };

function drawLine({ line, item: { face, colour }, box, baseline, size }: Extract<Placed, { kind: 'line' }>): string {
  return `<text x="${box.x}" y="${baseline}" font-family="${FONT_FAMILIES[face]}" font-weight="${WEIGHTS[face]}" font-size="${size}" fill="${colour}">${escapeXml(line)}</text>`;
}

function drawIcon({ item: { icon, colour }, box }: Extract<Placed, { kind: 'icon' }>): string {
  const { lines, solid } = ICONS[icon];
  return [
    `<g transform="translate(${box.x} ${box.y}) scale(${box.width / 24})">`,
    `<path d="${lines}" fill="none" stroke="${colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`,
    ...(solid === undefined ? [] : [`<path d="${solid}" fill="${colour}"/>`]),
    '</g>',
  ].join('');
}

/** Whole pixels, without soft edges: a row of modules is a row of rectangles. */
function drawCode({ item: { code, modulePx }, box }: Extract<Placed, { kind: 'qr' }>): string {
  const modules: string[] = [];
  for (let row = 0; row < code.size; row++) {
    for (let column = 0; column < code.size; column++) {
      if (!code.isDark(row, column)) continue;
      const [x, y] = [column, row].map((at) => (at + QUIET_MODULES) * modulePx);
      modules.push(`M${box.x + (x ?? 0)} ${box.y + (y ?? 0)}h${modulePx}v${modulePx}h-${modulePx}z`);
    }
  }
  const tile = `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="#ffffff"/>`;
  return `${tile}<path d="${modules.join('')}" fill="#000000" shape-rendering="crispEdges"/>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (letter) => ({ '&': '&amp;', '<': '&lt;' })[letter] ?? '&gt;');
}
