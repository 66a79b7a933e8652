import { join } from 'node:path';
import t from 'tap';
import { loadPanel, panelNames } from '../../../daemon/config/panels.js';
import { FrameZipReader } from '../../../daemon/frames/reader.js';
import { drawPattern, type PatternShape } from '../../../daemon/test-pattern/pattern.js';
import { writePattern } from '../../../daemon/test-pattern/pattern-clip.js';
import { type Rotation, visibleGeometry } from '../../../display/panel.js';

const SQUARE: PatternShape = { geometry: { width: 240, height: 240 }, shape: 'rectangle' };
const ROUND: PatternShape = { ...SQUARE, shape: 'round' };
const WHITE = 0xffff;

t.test('no rotation and no mirroring of the pattern looks like another', (t) => {
  for (const pattern of [SQUARE, ROUND]) {
    const at = pixelsOf(pattern);
    const last = pattern.geometry.width - 1;
    const looks = [
      (x: number, y: number) => at(x, y),
      (x: number, y: number) => at(last - x, y),
      (x: number, y: number) => at(x, last - y),
      (x: number, y: number) => at(last - x, last - y),
      (x: number, y: number) => at(y, x),
      (x: number, y: number) => at(last - y, x),
      (x: number, y: number) => at(y, last - x),
      (x: number, y: number) => at(last - y, last - x),
    ].map((look) => everyPixel(pattern, look).join());
    t.equal(new Set(looks).size, 8);
  }
  t.end();
});

t.test('the border is the outermost pixel on all four sides, and stands alone', (t) => {
  const { width, height } = { width: 135, height: 240 };
  const at = pixelsOf({ geometry: { width, height }, shape: 'rectangle' });
  const rows = Array.from({ length: height }, (_, y) => y);
  const border = [
    ...Array.from({ length: width }, (_, x) => [at(x, 0), at(x, height - 1)]).flat(),
    ...rows.flatMap((y) => [at(0, y), at(width - 1, y)]),
  ];
  t.same(new Set(border), new Set([WHITE]));
  t.same(new Set(rows.slice(1, -1).flatMap((y) => [at(1, y), at(width - 2, y)])), new Set([0]));
  t.end();
});

t.test('on a round panel everything is inside the circle, which touches all four sides', (t) => {
  const at = pixelsOf(ROUND);
  const outside = everyPixel(ROUND, (x, y) => (Math.hypot(x + 0.5 - 120, y + 0.5 - 120) > 120 ? at(x, y) : 0));
  t.ok(outside.every((pixel) => pixel === 0));
  t.same([at(120, 0), at(120, 239), at(0, 120), at(239, 120)], [WHITE, WHITE, WHITE, WHITE]);
  t.end();
});

t.test('pure red, green and blue are there, from left to right', (t) => {
  const row = everyPixel(SQUARE, pixelsOf(SQUARE)).slice(66 * 240, 67 * 240);
  const firsts = [0xf800, 0x07e0, 0x001f].map((colour) => row.indexOf(colour));
  t.ok(firsts.every((x) => x >= 0));
  t.same(
    [...firsts].sort((a, b) => a - b),
    firsts,
  );
  t.end();
});

t.test('the bar moves to the right and is in the picture in every frame', (t) => {
  const still = pixelsOf(SQUARE, 0);
  const moved = pixelsOf(SQUARE, 0.5);
  t.ok(everyPixel(SQUARE, (x, y) => Number(still(x, y) !== moved(x, y))).includes(1));
  for (const phase of [0, 0.25, 0.5, 59 / 60]) {
    const column = 3 + Math.floor(234 * phase);
    const at = pixelsOf(SQUARE, phase);
    t.ok(
      Array.from({ length: 234 }, (_, row) => at(column, 3 + row)).every((pixel) => pixel === WHITE),
      `at ${phase}`,
    );
  }
  t.end();
});

t.test('every panel there is, turned or not, gets a pattern with its four corners named', async (t) => {
  for (const name of await panelNames()) {
    for (const rotation of [0, 90] satisfies Rotation[]) {
      const panel = await loadPanel(name, rotation);
      const pattern = { geometry: visibleGeometry(panel), shape: panel.shape };
      const pixels = everyPixel(pattern, pixelsOf(pattern, 0.4));
      const { width, height } = pattern.geometry;
      const quarters = [0, 1, 2, 3].map((quarter) =>
        pixels.some((pixel, i) => {
          const [right, low] = [i % width >= width / 2, Math.floor(i / width) >= height / 2];
          return pixel === 0xffe0 && Number(right) + 2 * Number(low) === quarter;
        }),
      );
      t.same(quarters, [true, true, true, true], name);
    }
  }
});

t.test('the clip is two seconds that any reader reads', async (t) => {
  const path = join(t.testdir(), 'pattern.zip');
  const pattern: PatternShape = { geometry: { width: 80, height: 160 }, shape: 'rectangle' };
  await writePattern(path, pattern);
  const reader = FrameZipReader.open(path);
  t.teardown(() => reader.close());
  t.match(reader.manifest, { frameCount: 60, fps: 30, width: 80, height: 160 });
  await t.rejects(writePattern(path, pattern), 'and what is there is not written over');
});

function pixelsOf(pattern: PatternShape, phase = 0): (x: number, y: number) => number {
  const pixels = Buffer.from(drawPattern(pattern, phase));
  return (x, y) => pixels.readUInt16BE((y * pattern.geometry.width + x) * 2);
}

/** What `at` says of every pixel, row by row. */
function everyPixel({ geometry }: PatternShape, at: (x: number, y: number) => number): number[] {
  const { width, height } = geometry;
  return Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width)));
}
