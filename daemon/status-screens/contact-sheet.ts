import { Resvg } from '@resvg/resvg-js';
import { renderScreenPng } from './render-screen.js';
import type { Canvas } from './safe-area.js';
import type { DeviceAddress, Language, StatusScreen } from './status-screen.js';

const ADDRESS: DeviceAddress = { kind: 'network', host: '192.168.178.123', port: 8080, localName: 'living-room.local' };

/** One of each, as they are in an ordinary home. */
const EXAMPLES: readonly StatusScreen[] = [
  { kind: 'starting', name: 'Living room' },
  { kind: 'welcome', name: 'Living room', address: ADDRESS },
  { kind: 'pairing', code: '483920', address: ADDRESS },
  { kind: 'no-clips', name: 'Living room', address: ADDRESS },
  { kind: 'welcome', name: 'Living room', address: { kind: 'none' } },
  { kind: 'disk-full', freeMb: 180 },
  {
    kind: 'config-error',
    file: '/etc/framed/config.yaml',
    place: '12:3',
    words: 'display.brightness is 140: expected a number of at most 100',
  },
  { kind: 'overheating', celsius: 84 },
  { kind: 'under-voltage' },
  { kind: 'updating' },
];

const GAP_PX = 8;

/** A PNG with a row of all screens for each panel, every pixel of a panel one of the picture. */
export function contactSheet(canvases: readonly Canvas[], language: Language): Buffer {
  const rows = canvases.map((canvas, row) => {
    const y = canvases.slice(0, row).reduce((sum, { geometry }) => sum + geometry.height + GAP_PX, GAP_PX);
    return EXAMPLES.map((screen, column) => {
      const x = GAP_PX + column * (canvas.geometry.width + GAP_PX);
      return glass(renderScreenPng({ screen, canvas, language }), canvas, x, y);
    });
  });
  const widest = Math.max(...canvases.map(({ geometry }) => geometry.width));
  const width = GAP_PX + EXAMPLES.length * (widest + GAP_PX);
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
