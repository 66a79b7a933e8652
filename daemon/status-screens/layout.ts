import { type Composition, compose } from './compose.js';
import type { Item, Placed, QrItem } from './items.js';
import { MIN_MODULE_PX, modulePxIn, type QrCode, qrCode, tileModules } from './qr-code.js';
import { type Canvas, roomBetween, type SafeArea, safeArea } from './safe-area.js';
import { sizesFor } from './sizes.js';
import { stack } from './stack-layout.js';
import type { Language, StatusScreen } from './status-screen.js';

/**
 * Gives everything on a screen its place, inside the safe area whatever is to be said: texts are wrapped and become smaller down to their
 * minimum; what still does not fit is left out by its rank, then cut off with an ellipsis.
 */
export function layOut(screen: StatusScreen, canvas: Canvas, language: Language): Placed[] {
  const composition = compose(screen, sizesFor(canvas), language);
  const area = safeArea(canvas);
  const code = composition.code === undefined ? undefined : qrCode(composition.code);
  if (code !== undefined) {
    const placed = isLying(canvas) ? besideCode(code, screen, canvas, language) : belowCode(code, composition, canvas);
    if (placed !== undefined) return placed;
  }
  return fit(composition.items, area, 'middle') ?? [];
}

/** A round panel has no room beside a code. */
function isLying({ geometry: { width, height }, shape }: Canvas): boolean {
  return shape === 'rectangle' && width >= height * 1.2;
}

/** The title above the code, the rest below it: the code is where a circle is widest. Smaller codes where the texts need the room. */
function belowCode(code: QrCode, { items }: Composition, canvas: Canvas): Placed[] | undefined {
  const [title, ...rest] = items;
  if (title === undefined) return undefined;
  const area = safeArea(canvas);
  const [width, height] = [area.endX - area.x, area.endY - area.y];
  // Half of the height: the rest is for those who cannot scan it. A little more where it would be too small otherwise.
  const largestPx = modulePxIn(code, Math.min(width, height / 2)) ?? modulePxIn(code, Math.min(width, height * 0.6));
  for (let modulePx = largestPx ?? 0; modulePx >= MIN_MODULE_PX; modulePx--) {
    const tile: QrItem = { kind: 'qr', code, modulePx, gap: title.gap, rank: 0 };
    const tries = modulePx > MIN_MODULE_PX ? TRIES : ALL_TRIES;
    const placed = fit([title, tile, ...rest], area, 'middle', canvas.shape === 'round' ? roundTries(tries) : tries);
    if (placed !== undefined) return placed;
  }
  return undefined;
}

/**
 * In a circle the title stands where it is narrow: the less there is below the code, the lower it stands, and the larger it is. Two short lines
 * there look like an accident.
 */
function roundTries(tries: readonly Try[]): Try[] {
  const few = tries.filter(({ maxRank }) => maxRank <= 1);
  return [...few.filter(({ scale }) => scale >= 0.6).map((one) => ({ ...one, oneLine: true })), ...few];
}

/** The code to the left, as large as the height and half of the width allow; the texts to its right, in sizes for such a column. */
function besideCode(code: QrCode, screen: StatusScreen, canvas: Canvas, language: Language): Placed[] | undefined {
  const area = safeArea(canvas);
  const [width, height] = [area.endX - area.x, area.endY - area.y];
  const sizes = sizesFor({ ...canvas, geometry: { width: canvas.geometry.width / 2, height: canvas.geometry.height } });
  const { items } = compose(screen, sizes, language);
  for (let modulePx = modulePxIn(code, Math.min(height, width / 2)) ?? 0; modulePx >= MIN_MODULE_PX; modulePx--) {
    const side = tileModules(code) * modulePx;
    const y = area.y + Math.floor((height - side) / 2);
    const room = roomBetween(area, y, y + side);
    if (room === undefined) continue;
    const column: SafeArea = { ...area, x: room.x + side + sizes.wideGap, radius: 0 };
    const texts = fit(items, clearOfCorners(column, area), 'left', modulePx > MIN_MODULE_PX ? TRIES : ALL_TRIES);
    if (texts === undefined) continue;
    const item: QrItem = { kind: 'qr', code, modulePx, gap: 0, rank: 0 };
    return [{ kind: 'qr', item, box: { x: room.x, y, width: side, height: side } }, ...texts];
  }
  return undefined;
}

/** A column without round corners: low enough at its ends that the panel's own do not reach it. */
function clearOfCorners(column: SafeArea, { radius }: SafeArea): SafeArea {
  // Where a rounding has taken all but 30 % of its radius in height, it takes 29 % in width: 1 - sqrt(1 - 0.7²).
  const inset = Math.ceil(radius * 0.3);
  return { ...column, y: column.y + inset, endY: column.endY - inset, endX: column.endX - inset };
}

/** The first try that fits. Undefined only where not even a few letters do. */
function fit(
  items: readonly Item[],
  area: SafeArea,
  align: 'left' | 'middle',
  tries: readonly Try[] = ALL_TRIES,
): Placed[] | undefined {
  for (const { maxRank, ...how } of tries) {
    const shown = items.filter(({ rank }) => rank <= maxRank);
    const placed = stack(shown, { area, align, oneLine: false, ...how });
    if (placed !== undefined) return placed;
  }
  return undefined;
}

interface Try {
  readonly scale: number;
  readonly maxRank: number;
  readonly maxLines: number;
  readonly oneLine?: boolean;
}

const SCALES = [1, 0.93, 0.86, 0.8];
const ALL_LINES = 8;

/** Smaller to four fifths, then without what may be left out (icons first), then as small as can be. */
const TRIES: readonly Try[] = [
  ...[4, 3, 2, 1, 0].flatMap((maxRank) => SCALES.map((scale) => ({ scale, maxRank, maxLines: ALL_LINES }))),
  ...[0.7, 0.6, 0.5, 0.4].map((scale) => ({ scale, maxRank: 0, maxLines: ALL_LINES })),
];

/** And at last cut off. */
const ALL_TRIES: readonly Try[] = [
  ...TRIES,
  ...[6, 5, 4, 3, 2, 1].map((maxLines) => ({ scale: 0.4, maxRank: 0, maxLines })),
];
