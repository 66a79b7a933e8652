/** How a grid of equal tiles lies on the page; CSS pixels. */
export interface GridLayout {
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly gap: number;
}

/** The tiles that are rendered: [first, end), and how far down the first one's row is. */
export interface GridWindow {
  readonly first: number;
  readonly end: number;
  readonly offsetPx: number;
}

/** Beyond what is seen, above and below: a fast finger moves some 1500 px between two renderings of a slow phone. */
const SPARE_PX = 900;

/**
 * As many columns as fit.
 *
 * @param aspect a picture's width by its height
 * @param wordsPx height of what stands below a picture
 */
export function layOut(widthPx: number, { minTilePx, gap, aspect, wordsPx }: LayoutWish): GridLayout {
  const columns = Math.max(1, Math.floor((widthPx + gap) / (minTilePx + gap)));
  const tileWidth = (widthPx - gap * (columns - 1)) / columns;
  return { columns, tileWidth, tileHeight: Math.round(tileWidth / aspect) + wordsPx, gap };
}

export interface LayoutWish {
  readonly minTilePx: number;
  readonly gap: number;
  readonly aspect: number;
  readonly wordsPx: number;
}

/** Of the whole grid. */
export function gridHeight({ columns, tileHeight, gap }: GridLayout, count: number): number {
  const rows = Math.ceil(count / columns);
  return rows === 0 ? 0 : rows * (tileHeight + gap) - gap;
}

/**
 * Which tiles are to be rendered.
 *
 * @param topPx how far the grid's upper edge is above the screen's; below zero: under it
 */
export function windowOf(layout: GridLayout, count: number, topPx: number, screenPx: number): GridWindow {
  const { columns, tileHeight, gap } = layout;
  const rowPx = tileHeight + gap;
  const lastRow = Math.max(0, Math.ceil(count / columns) - 1);
  const firstRow = Math.min(lastRow, Math.max(0, Math.floor((topPx - SPARE_PX) / rowPx)));
  const endRow = Math.max(firstRow + 1, Math.ceil((topPx + screenPx + SPARE_PX) / rowPx));
  return { first: firstRow * columns, end: Math.min(count, endRow * columns), offsetPx: firstRow * rowPx };
}

/** Where the arrow keys lead from a tile; undefined: nowhere. */
export function neighbour(index: number, key: string, columns: number, count: number): number | undefined {
  const to = {
    ArrowRight: index + 1,
    ArrowLeft: index - 1,
    ArrowDown: index + columns,
    ArrowUp: index - columns,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined || to < 0 || to >= count ? undefined : to;
}
