/** In pixels; a pixel's centre is at (x + 0.5, y + 0.5). */
export interface Point {
  x: number;
  y: number;
}

/** Signed distance from a point to a shape's edge in pixels, negative inside. */
export type Shape = (x: number, y: number) => number;

/** Whole pixels, [x, endX) by [y, endY), outside which a shape covers nothing. */
export interface Bounds {
  x: number;
  y: number;
  endX: number;
  endY: number;
}

export function circle(centre: Point, radius: number): { distance: Shape; bounds: Bounds } {
  return {
    distance: (x, y) => Math.hypot(x - centre.x, y - centre.y) - radius,
    bounds: boundsOf([
      { x: centre.x - radius, y: centre.y - radius },
      { x: centre.x + radius, y: centre.y + radius },
    ]),
  };
}

/** The corners in clockwise order as seen on the screen (y grows downwards). */
export function convexPolygon(corners: readonly Point[]): { distance: Shape; bounds: Bounds } {
  const edges = corners.map((from, i) => {
    const to = corners[(i + 1) % corners.length] ?? from;
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    // The outward normal of a clockwise edge.
    return { from, normalX: (to.y - from.y) / length, normalY: (from.x - to.x) / length };
  });
  const distance: Shape = (x, y) => {
    let farthest = Number.NEGATIVE_INFINITY;
    for (const { from, normalX, normalY } of edges) {
      farthest = Math.max(farthest, (x - from.x) * normalX + (y - from.y) * normalY);
    }
    return farthest;
  };
  return { distance, bounds: boundsOf(corners) };
}

function boundsOf(points: readonly Point[]): Bounds {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  // One more pixel on every side, for the soft edge.
  return {
    x: Math.floor(Math.min(...xs)) - 1,
    y: Math.floor(Math.min(...ys)) - 1,
    endX: Math.ceil(Math.max(...xs)) + 1,
    endY: Math.ceil(Math.max(...ys)) + 1,
  };
}
