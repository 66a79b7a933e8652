import type { Item, Placed, TextItem } from './items.js';
import { tileModules } from './qr-code.js';
import { roomBetween, type SafeArea } from './safe-area.js';
import { ASCENT_EM, DESCENT_EM, textWidth } from './typeface.js';
import { measuredWidth, type Wrapped, wrapText } from './wrap-text.js';

export interface StackOptions {
  readonly area: SafeArea;
  readonly align: 'left' | 'middle';
  /** Of the font sizes, which do not go below their minimum for it. */
  readonly scale: number;
  /** Of any text that may be cut off. */
  readonly maxLines: number;
  /** Headlines must not be wrapped. */
  readonly oneLine: boolean;
}

interface PlaceOptions extends StackOptions {
  /** Lines are to be about as long as each other. */
  readonly isBalanced?: boolean;
}

/**
 * Puts items one below the other, in the middle of the area's height. Undefined where they do not fit.
 *
 * How wide a line may be depends on where it stands, where it stands on the height of all, and that on the lines. So the height is guessed, and
 * the guess grows until everything fits into it: the first one that does is the smallest, and leaves the least out of the middle.
 */
export function stack(items: readonly Item[], options: StackOptions): Placed[] | undefined {
  const { area } = options;
  const available = area.endY - area.y;
  let guess = leastHeight(items, options);
  while (guess <= available) {
    const top = area.y + Math.floor((available - guess) / 2);
    const placed = placeFrom(items, top, options);
    const height = placed === undefined ? guess + GUESS_STEP_PX : placed.endY - top;
    if (placed !== undefined && height <= guess) return placeFrom(items, top, { ...options, isBalanced: true })?.items;
    guess = Math.max(height, guess + 1);
  }
  return undefined;
}

/** Where a guess was too small for anything to be placed: a fraction of a line, so that nothing ends up visibly out of the middle. */
const GUESS_STEP_PX = 4;

/** Less than this they cannot take: every text in its smallest size, over the whole width. */
function leastHeight(items: readonly Item[], options: StackOptions): number {
  return items.reduce((sum, item, index) => sum + (index > 0 ? item.gap : 0) + leastHeightOf(item, options), 0);
}

function leastHeightOf(item: Item, options: StackOptions): number {
  if (item.kind !== 'text') return sideOf(item);
  const { x, endX } = options.area;
  const lines = Math.ceil((measuredWidth(item.text) * item.minSize) / (endX - x));
  return Math.min(lines, maxLinesOf(item, options)) * lineHeight(item.minSize);
}

function sideOf(item: Exclude<Item, TextItem>): number {
  return item.kind === 'icon' ? item.size : tileModules(item.code) * item.modulePx;
}

function placeFrom(items: readonly Item[], top: number, options: PlaceOptions) {
  const placed: Placed[] = [];
  let y = top;
  for (const [index, item] of items.entries()) {
    if (index > 0) y += item.gap;
    const added = item.kind === 'text' ? placeText(item, y, options) : placePicture(item, y, options);
    if (added === undefined) return undefined;
    placed.push(...added);
    y = added.reduce((end, { box }) => Math.max(end, box.y + box.height), y);
  }
  return { items: placed, endY: y };
}

function placePicture(item: Exclude<Item, TextItem>, y: number, options: StackOptions): Placed[] | undefined {
  const side = sideOf(item);
  const room = roomBetween(options.area, y, y + side);
  if (room === undefined || room.endX - room.x < side) return undefined;
  const box = { x: startOf(side, room, options), y, width: side, height: side };
  return [item.kind === 'icon' ? { kind: 'icon', item, box } : { kind: 'qr', item, box }];
}

function placeText(item: TextItem, y: number, options: PlaceOptions): Placed[] | undefined {
  const { area, scale } = options;
  const size = Math.max(item.minSize, Math.round(item.size * scale));
  const fitted = fitText(item, size, y, options);
  if (fitted === undefined || (options.oneLine && item.isHeadline && fitted.lines.length > 1)) return undefined;
  return fitted.lines.map((line, index) => {
    const lineY = y + index * lineHeight(fitted.size);
    const width = Math.ceil(textWidth(line, item.face, fitted.size));
    const room = roomBetween(area, lineY, lineY + lineHeight(fitted.size)) ?? area;
    const box = { x: startOf(width, room, options), y: lineY, width, height: lineHeight(fitted.size) };
    return { kind: 'line', line, item, box, size: fitted.size, baseline: lineY + Math.ceil(ASCENT_EM * fitted.size) };
  });
}

/** Wrapped, and smaller where that spares a word from being broken or left out. Undefined where it fits in no size. */
function fitText(item: TextItem, wanted: number, y: number, options: PlaceOptions): FittedText | undefined {
  let worse: FittedText | undefined;
  for (let size = wanted; size >= item.minSize; size--) {
    const wrapped = wrapAt(item, size, y, options, 1);
    if (wrapped === undefined) continue;
    if (!wrapped.isBroken && !wrapped.isCut) {
      return options.isBalanced ? balanced(wrapped, (share) => wrapAt(item, size, y, options, share)) : wrapped;
    }
    if (worse === undefined || (worse.isCut && !wrapped.isCut)) worse = wrapped;
  }
  return worse;
}

interface FittedText extends Wrapped {
  readonly size: number;
}

/** @param share of the room that lines may take. */
function wrapAt(item: TextItem, size: number, y: number, options: StackOptions, share: number): FittedText | undefined {
  const height = lineHeight(size);
  const wrapped = wrapText(item.text, {
    size,
    roomAt: (index) => {
      const room = roomBetween(options.area, y + index * height, y + (index + 1) * height);
      return room === undefined ? 0 : (room.endX - room.x) * share;
    },
    maxLines: maxLinesOf(item, options),
  });
  return wrapped && { ...wrapped, size };
}

function maxLinesOf({ maxLines }: TextItem, options: StackOptions): number {
  return maxLines === undefined ? Number.POSITIVE_INFINITY : Math.min(maxLines, options.maxLines);
}

/** Lines about as long as each other, where there are several: in as little of the room as takes no line more. No word stands alone then. */
function balanced(full: FittedText, wrapIn: (share: number) => FittedText | undefined): FittedText {
  if (full.lines.length === 1) return full;
  for (const share of [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]) {
    const narrower = wrapIn(share);
    if (narrower?.lines.length === full.lines.length && !narrower.isBroken && !narrower.isCut) return narrower;
  }
  return full;
}

/** From what the tallest letter reaches to what the deepest does: lines stand as close as they can without touching. */
function lineHeight(size: number): number {
  return Math.ceil(ASCENT_EM * size) + Math.ceil(DESCENT_EM * size);
}

function startOf(width: number, room: { x: number; endX: number }, { align }: StackOptions): number {
  return align === 'left' ? room.x : room.x + Math.floor((room.endX - room.x - width) / 2);
}
