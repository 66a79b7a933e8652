import t from 'tap';
import { layOut } from '../../../daemon/status-screens/layout.js';
import { renderScreen } from '../../../daemon/status-screens/render-screen.js';
import type { Canvas } from '../../../daemon/status-screens/safe-area.js';
import type { Language, StatusScreen } from '../../../daemon/status-screens/status-screen.js';
import { describeCanvas, EVERY_SCREEN, everyCanvas } from './every-screen.js';

const canvases = await everyCanvas();

t.test('not a pixel is lit outside of what was laid out, so nothing can be clipped by the glass', (t) => {
  // Every panel with some screen in some language, and every screen on some panel: rendering all of them would take minutes.
  for (const [index, canvas] of canvases.entries()) {
    const screens = EVERY_SCREEN.filter((_, at) => at % canvases.length === index);
    for (const screen of screens) {
      const language = index % 2 === 0 ? 'de' : 'en';
      t.equal(
        strayPixels(screen, canvas, language),
        0,
        `${describeCanvas(canvas)} ${JSON.stringify(screen).slice(0, 80)}`,
      );
    }
  }
  t.end();
});

t.test('the same screen is the same picture', (t) => {
  const canvas: Canvas = { geometry: { width: 240, height: 240 }, shape: 'round' };
  const request = { screen: { kind: 'updating' }, canvas, language: 'en' } as const;
  const picture = renderScreen(request);
  t.ok(Buffer.from(renderScreen(request)).equals(picture));
  t.notOk(Buffer.from(renderScreen({ ...request, language: 'de' })).equals(picture));
  t.end();
});

t.test('pixels are RGB565, most significant byte first', (t) => {
  const canvas: Canvas = { geometry: { width: 320, height: 240 }, shape: 'rectangle' };
  const screen: StatusScreen = { kind: 'under-voltage' };
  const pixels = renderScreen({ screen, canvas, language: 'en' });
  t.equal(pixels.length, 320 * 240 * 2);
  const icon = layOut(screen, canvas, 'en').find(({ kind }) => kind === 'icon')?.box;
  // The upper end of the bolt, in #ffc24b: red 11111, green 110000, blue 01001.
  const colours = new Set<number>();
  for (let y = icon?.y ?? 0; y < (icon?.y ?? 0) + (icon?.height ?? 0); y++) {
    for (let x = 0; x < 320; x++)
      colours.add((pixels[(y * 320 + x) * 2] ?? 0) * 256 + (pixels[(y * 320 + x) * 2 + 1] ?? 0));
  }
  t.ok(colours.has(0b11111_110000_01001));
  t.end();
});

/** Lit pixels that are in no box. */
function strayPixels(screen: StatusScreen, canvas: Canvas, language: Language): number {
  const { width, height } = canvas.geometry;
  const isCovered = new Uint8Array(width * height);
  for (const { box } of layOut(screen, canvas, language)) {
    for (let y = box.y; y < box.y + box.height; y++) {
      // A letter may lean out of its advance by a pixel.
      isCovered.fill(1, y * width + box.x - 1, y * width + box.x + box.width + 1);
    }
  }
  const pixels = renderScreen({ screen, canvas, language });
  let stray = 0;
  for (let at = 0; at < isCovered.length; at++) {
    if (!isCovered[at] && (pixels[at * 2] || pixels[at * 2 + 1])) stray++;
  }
  return stray;
}
