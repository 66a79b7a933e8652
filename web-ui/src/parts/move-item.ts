/** A copy in which the item at `from` has come to stand at `to`. */
export function moveItem<T>(items: readonly T[], from: number, to: number): T[] {
  const moved = [...items];
  moved.splice(to, 0, ...moved.splice(from, 1));
  return moved;
}

/** Upper and lower edge of a row, in CSS pixels from the top of the list. */
export interface RowSpan {
  readonly top: number;
  readonly bottom: number;
}

/**
 * Where a row that is dragged would come to stand: past each row whose middle its leading edge has crossed.
 *
 * @param rows as they stood when the drag began.
 * @param from the dragged one.
 * @param byPx how far it has been dragged; below zero: up.
 */
export function placeOfDragged(rows: readonly RowSpan[], from: number, byPx: number): number {
  const dragged = rows[from];
  if (dragged === undefined) return from;
  const middle = ({ top, bottom }: RowSpan) => (top + bottom) / 2;
  let place = from;
  if (byPx > 0) {
    while (place + 1 < rows.length && dragged.bottom + byPx > middle(rows[place + 1] ?? dragged)) place += 1;
  } else {
    while (place > 0 && dragged.top + byPx < middle(rows[place - 1] ?? dragged)) place -= 1;
  }
  return place;
}
