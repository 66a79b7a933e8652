import { useEffect, useRef } from 'preact/hooks';
import { placeOfDragged, type RowSpan } from './move-item.js';

/** This near to the screen's edge the page scrolls along, in CSS pixels, and this fast at most, a repaint. */
const EDGE_PX = 90;
const MAX_SCROLL_PX = 14;

interface Drag {
  readonly list: HTMLElement;
  readonly from: number;
  readonly rows: readonly RowSpan[];
  readonly elements: readonly HTMLElement[];
  readonly startY: number;
  /** Where the list was on the screen: it moves when the page scrolls, or something comes to stand above it. */
  readonly startTop: number;
  /** Of the list as it was when the row was taken: somebody else may change it under the finger. */
  readonly onMove: (from: number, to: number) => void;
  /** Of the pointer, on the screen. */
  y: number;
  place: number;
  repaint: number;
}

/** Moves the rows of a list under a pointer. Returns what goes onto the handle of each row. */
export function useRowDrag(list: { current: HTMLElement | null }, onMove: (from: number, to: number) => void) {
  const drag = useRef<Drag | undefined>(undefined);
  useEffect(() => () => end(drag.current), []);

  const begin = (event: PointerEvent, from: number) => {
    if (list.current === null || event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const elements = [...list.current.children].filter((child) => child instanceof HTMLElement);
    const rows = elements.map(({ offsetTop, offsetHeight }) => ({ top: offsetTop, bottom: offsetTop + offsetHeight }));
    const state = {
      list: list.current,
      from,
      rows,
      elements,
      startY: event.clientY,
      startTop: list.current.getBoundingClientRect().top,
      onMove,
      y: event.clientY,
      place: from,
      repaint: 0,
    };
    drag.current = state;
    elements[from]?.classList.add('dragged');
    list.current.classList.add('sorting');
    follow(state);
  };
  const finish = (isDropped: boolean) => {
    const state = drag.current;
    drag.current = undefined;
    end(state);
    list.current?.classList.remove('sorting');
    if (isDropped && state !== undefined && state.place !== state.from) state.onMove(state.from, state.place);
  };
  return (index: number) => ({
    onPointerDown: (event: PointerEvent) => begin(event, index),
    onPointerMove: ({ clientY }: PointerEvent) => {
      if (drag.current !== undefined) drag.current.y = clientY;
    },
    onPointerUp: () => finish(true),
    onPointerCancel: () => finish(false),
    // A lost capture without an end, e.g. because the row went away.
    onLostPointerCapture: () => finish(false),
  });
}

/** Once a repaint: the row under the pointer, the others out of its way, the page along where it is held at an edge. */
function follow(state: Drag): void {
  const beyond = Math.max(0, state.y - (innerHeight - EDGE_PX)) - Math.max(0, EDGE_PX - state.y);
  if (beyond !== 0) scrollBy(0, Math.max(-1, Math.min(1, beyond / EDGE_PX)) * MAX_SCROLL_PX);
  const byPx = state.y - state.startY - (state.list.getBoundingClientRect().top - state.startTop);
  state.place = placeOfDragged(state.rows, state.from, byPx);
  const own = state.rows[state.from];
  const heightPx = own === undefined ? 0 : own.bottom - own.top;
  for (const [index, element] of state.elements.entries()) {
    element.style.translate = `0 ${index === state.from ? byPx : shiftOf(index, state) * heightPx}px`;
  }
  state.repaint = requestAnimationFrame(() => follow(state));
}

/** Those between where it was and where it would be make room. */
function shiftOf(index: number, { from, place }: Drag): number {
  if (index > from && index <= place) return -1;
  return index < from && index >= place ? 1 : 0;
}

function end(state: Drag | undefined): void {
  if (state === undefined) return;
  cancelAnimationFrame(state.repaint);
  for (const element of state.elements) {
    element.style.removeProperty('translate');
    element.classList.remove('dragged');
  }
}
