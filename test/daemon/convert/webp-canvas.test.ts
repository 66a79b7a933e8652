import t from 'tap';
import type { WebpFrame } from '../../../daemon/convert/animated-webp.js';
import { WebpCanvas } from '../../../daemon/convert/webp-canvas.js';

const frame = (more: Partial<WebpFrame>): WebpFrame => ({
  ...{ x: 0, y: 0, width: 2, height: 2, durationMs: 100, blend: true, clearAfter: false, offset: 0, bytes: 0 },
  ...more,
});
/** A picture in the top left corner of rows as wide as the canvas (4). */
function source(width: number, height: number, ...rgba: number[]): Uint8Array {
  const pixels = new Uint8Array(4 * 4 * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set(rgba, (y * 4 + x) * 4);
  return pixels;
}
const at = (canvas: WebpCanvas, x: number, y: number) => [
  ...canvas.pixels.subarray((y * 4 + x) * 4, (y * 4 + x) * 4 + 4),
];

t.test('a frame stands at its place and is cleared when it says so', (t) => {
  const canvas = new WebpCanvas(4, 4);
  canvas.draw(frame({ x: 2, y: 2, clearAfter: true }), source(2, 2, 255, 0, 0, 255));
  t.same(at(canvas, 2, 2), [255, 0, 0, 255]);
  t.same(at(canvas, 1, 2), [0, 0, 0, 0]);
  canvas.draw(frame({ x: 0, y: 0 }), source(2, 2, 0, 0, 255, 255));
  t.same(at(canvas, 2, 2), [0, 0, 0, 0], 'cleared');
  t.same(at(canvas, 0, 0), [0, 0, 255, 255]);
  t.end();
});

t.test('a frame is mixed by its transparency, or replaces', (t) => {
  const canvas = new WebpCanvas(4, 4);
  canvas.draw(frame({}), source(2, 2, 200, 100, 0, 255));
  canvas.draw(frame({}), source(2, 2, 0, 0, 200, 0));
  t.same(at(canvas, 1, 1), [200, 100, 0, 255], 'transparent changes nothing');
  canvas.draw(frame({}), source(2, 2, 0, 0, 200, 128));
  t.same(at(canvas, 1, 1), [100, 50, 100, 255]);
  canvas.draw(frame({ blend: false }), source(2, 2, 0, 0, 200, 128));
  t.same(at(canvas, 1, 1), [0, 0, 200, 128]);
  t.end();
});
