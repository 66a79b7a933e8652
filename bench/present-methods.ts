import type { Geometry, Rectangle } from '../display/display.js';

/** A way to choose what to send of a frame; undefined: all of it. */
export type PresentMethod = (previous: Uint16Array, next: Uint16Array, geometry: Geometry) => Rectangle[] | undefined;

/** Always the whole frame. */
export const fullFrame: PresentMethod = () => undefined;

/** The one rectangle around everything that changed. */
export const boundingRectangle: PresentMethod = (previous, next, { width, height }) => {
  let [x, y, endX, endY] = [width, height, 0, 0];
  for (let pixel = 0; pixel < next.length; pixel++) {
    if (previous[pixel] === next[pixel]) continue;
    const column = pixel % width;
    const row = (pixel - column) / width;
    x = Math.min(x, column);
    y = Math.min(y, row);
    endX = Math.max(endX, column + 1);
    endY = row + 1;
  }
  return endX === 0 ? [] : [{ x, y, endX, endY }];
};

/**
 * The rule of fbcp-ili9341, written anew: a span is what changed on one scan line, run on through up to four unchanged pixels; then spans
 * that touch vertically become one rectangle wherever that sends no more than four pixels which did not change.
 */
export const scanLineSpans: PresentMethod = (previous, next, geometry) => {
  const spans = findSpans(previous, next, geometry);
  const merged: Rectangle[] = [];
  const taken = new Set<number>();
  for (const [index, span] of spans.entries()) {
    if (taken.has(index)) continue;
    let grown = span;
    for (let below = index + 1; below < spans.length; below++) {
      const other = spans[below];
      if (other === undefined || other.y > grown.endY) break;
      if (taken.has(below)) continue;
      const both = around(grown, other);
      if (area(both) - area(grown) - area(other) > MAX_WASTE_PX) continue;
      grown = both;
      taken.add(below);
    }
    merged.push(grown);
  }
  return merged;
};

function findSpans(previous: Uint16Array, next: Uint16Array, { width, height }: Geometry): Rectangle[] {
  const spans: Rectangle[] = [];
  for (let y = 0; y < height; y++) {
    let start = -1;
    let end = 0;
    for (let x = 0; x < width; x++) {
      if (previous[y * width + x] === next[y * width + x]) continue;
      if (start >= 0 && x - end > MAX_GAP_PX) {
        spans.push({ x: start, y, endX: end, endY: y + 1 });
        start = -1;
      }
      if (start < 0) start = x;
      end = x + 1;
    }
    if (start >= 0) spans.push({ x: start, y, endX: end, endY: y + 1 });
  }
  return spans;
}

function around(one: Rectangle, other: Rectangle): Rectangle {
  return {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    endX: Math.max(one.endX, other.endX),
    endY: Math.max(one.endY, other.endY),
  };
}

function area({ x, y, endX, endY }: Rectangle): number {
  return (endX - x) * (endY - y);
}

const MAX_GAP_PX = 4;
const MAX_WASTE_PX = 4;
