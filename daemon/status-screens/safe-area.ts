import type { Geometry, Rectangle } from '../../display/display.js';

/** What a screen is drawn for: a panel as people see it, rotation applied. */
export interface Canvas {
  readonly geometry: Geometry;
  readonly shape: 'rectangle' | 'round';
}

/** Where something may be drawn: a rectangle with round corners, in pixels; the circle is the one whose corners meet. */
export interface SafeArea extends Rectangle {
  readonly radius: number;
}

/**
 * The panel without a margin. A rectangle's corners are taken for round, with a sixth of the shorter side as their radius: those of the 1.69
 * inch 240x280 glass are (about 40 pixels), and where the corners are square nobody misses them.
 */
export function safeArea({ geometry: { width, height }, shape }: Canvas): SafeArea {
  const shorter = Math.min(width, height);
  if (shape === 'round') {
    const margin = Math.ceil(shorter * 0.03);
    const radius = Math.floor(shorter / 2) - margin;
    const [x, y] = [Math.floor(width / 2) - radius, Math.floor(height / 2) - radius];
    return { x, y, endX: x + 2 * radius, endY: y + 2 * radius, radius };
  }
  // 4 pixels on the smallest (80 wide), 12 on 240, 16 on 320: a finger's frame of the screen's own size everywhere.
  const margin = Math.round(shorter * 0.05);
  return {
    x: margin,
    y: margin,
    endX: width - margin,
    endY: height - margin,
    radius: Math.max(0, shorter / 6 - margin),
  };
}

/** What is free from row `y` to `endY` (exclusive): from x to endX. Undefined where these rows are not in the area, or nothing is free. */
export function roomBetween(area: SafeArea, y: number, endY: number): { x: number; endX: number } | undefined {
  if (y < area.y || endY > area.endY) return undefined;
  const inset = Math.ceil(Math.max(insetAt(area, y), insetAt(area, endY)));
  const room = { x: area.x + inset, endX: area.endX - inset };
  return room.x < room.endX ? room : undefined;
}

/** How far the rounding takes from either side at a height. */
function insetAt({ y, endY, radius }: SafeArea, at: number): number {
  const fromEdge = Math.min(at - y, endY - at);
  if (fromEdge >= radius) return 0;
  const rise = radius - fromEdge;
  return radius - Math.sqrt(radius * radius - rise * rise);
}
