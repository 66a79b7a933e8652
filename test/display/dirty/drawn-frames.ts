import fc from 'fast-check';
import { wholePicture } from '../../../display/dirty/rectangle-list.js';
import type { TransferCost } from '../../../display/dirty/transfer-cost.js';
import type { Geometry, Rectangle } from '../../../display/display.js';

/** Two frames, and what differs between them, as somebody would say it who has time: one boolean a pixel. */
export interface DrawnFrames {
  geometry: Geometry;
  previous: Uint8Array;
  next: Uint8Array;
  changed: readonly boolean[];
}

/** Frames that differ where `isChanged` says so; in one bit of one byte, the other bytes are noise. */
export function drawFrames(geometry: Geometry, isChanged: (x: number, y: number) => boolean, offset = 0): DrawnFrames {
  const { width, height } = geometry;
  const [previous, next] = [0, 1].map(() => new Uint8Array(new SharedArrayBuffer(width * height * 2 + offset), offset));
  if (previous === undefined || next === undefined) throw new Error('unreachable');
  for (let at = 0; at < previous.length; at++) previous[at] = (at * 167 + 13) & 0xff;
  next.set(previous);
  const changed = Array.from({ length: width * height }, (_, pixel) => {
    const differs = isChanged(pixel % width, Math.floor(pixel / width));
    const byte = pixel * 2 + (pixel & 1);
    if (differs) next[byte] = (next[byte] ?? 0) ^ (1 << (pixel % 8));
    return differs;
  });
  return { geometry, previous, next, changed };
}

/** From a picture of "#" (changed) and "." (not), a line a row. */
export function drawPicture(picture: string): DrawnFrames {
  const rows = picture.trim().split(/\s+/);
  return drawFrames({ width: rows[0]?.length ?? 0, height: rows.length }, (x, y) => rows[y]?.[x] === '#');
}

/** The rectangles as letters in their order, A first; "." is covered by none and "*" by more than one. */
export function drawRectangles({ width, height }: Geometry, rectangles: readonly Rectangle[]): string {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const over = rectangles.flatMap((rectangle, index) => (contains(rectangle, x, y) ? [index] : []));
      return over.length > 1 ? '*' : over.length === 1 ? String.fromCharCode(65 + (over[0] ?? 0)) : '.';
    }).join(''),
  ).join('\n');
}

export function contains(rectangle: Rectangle, x: number, y: number): boolean {
  return x >= rectangle.x && x < rectangle.endX && y >= rectangle.y && y < rectangle.endY;
}

/** Not empty, and inside the picture. */
export function isInside({ x, y, endX, endY }: Rectangle, { width, height }: Geometry): boolean {
  return x >= 0 && y >= 0 && x < endX && y < endY && endX <= width && endY <= height;
}

/** Pixels that `changed` names and no rectangle covers. */
export function uncovered(rectangles: readonly Rectangle[], { geometry, changed }: DrawnFrames): number {
  return changed.filter((differs, pixel) => {
    const x = pixel % geometry.width;
    return differs && !rectangles.some((rectangle) => contains(rectangle, x, (pixel - x) / geometry.width));
  }).length;
}

/** Around everything that changed; undefined where nothing did. */
export function boundingBox({ geometry, changed }: DrawnFrames): Rectangle | undefined {
  const { width, height } = geometry;
  let { x, y, endX, endY } = { x: width, y: height, endX: 0, endY: 0 };
  for (const [pixel, differs] of changed.entries()) {
    if (!differs) continue;
    x = Math.min(x, pixel % width);
    endX = Math.max(endX, (pixel % width) + 1);
    y = Math.min(y, Math.floor(pixel / width));
    endY = Math.max(endY, Math.floor(pixel / width) + 1);
  }
  return endX === 0 ? undefined : { x, y, endX, endY };
}

export const anyGeometry = fc.record({
  width: fc.integer({ min: 1, max: 100 }),
  height: fc.integer({ min: 1, max: 80 }),
});

export function anyRectangle({ width, height }: Geometry): fc.Arbitrary<Rectangle> {
  return fc
    .tuple(
      fc.nat(width - 1),
      fc.nat(height - 1),
      fc.integer({ min: 1, max: width }),
      fc.integer({ min: 1, max: height }),
    )
    .map(([x, y, w, h]) => ({ x, y, endX: Math.min(x + w, width), endY: Math.min(y + h, height) }));
}

/** Rectangles that changed, dots, or all of it with a few holes; at any byte of its memory. */
export const anyFrames: fc.Arbitrary<DrawnFrames> = anyGeometry.chain((geometry) =>
  fc
    .record({
      things: fc.array(anyRectangle(geometry), { maxLength: 6 }),
      dots: fc.constantFrom(0, 0, 0.01, 0.2, 0.9),
      seed: fc.integer({ min: 1, max: 2147483646 }),
      isAll: fc.boolean(),
      offset: fc.constantFrom(0, 0, 8, 4, 2, 1),
    })
    .map(({ things, dots, seed, isAll, offset }) => {
      let state = seed;
      const random = () => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
      };
      const holes = isAll && things.length > 0 ? [wholePicture(geometry)] : [];
      const isChanged = (x: number, y: number) =>
        things.some((thing) => contains(thing, x, y)) !== holes.length > 0 || random() < dots;
      return drawFrames(geometry, isChanged, offset);
    }),
);

export const anyCost: fc.Arbitrary<TransferCost> = fc.record({
  mhz: fc.constantFrom(1, 16, 40, 62.5),
  rectangleUs: fc.constantFrom(0, 1, 5, 20, 100, 1000),
  bytesPerPixel: fc.constantFrom(2, 3),
  wholeWindow: fc.boolean(),
});
