import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Clip } from '../../../../daemon/protocol/clip.js';
import { panel, player } from '../../live/state.js';
import { t } from '../../texts/texts.js';
import { ClipTile } from './clip-tile.js';
import { type GridLayout, type GridWindow, gridHeight, layOut, neighbour, windowOf } from './grid-window.js';
import { isSelecting, selectedIds } from './selection.js';

/** Two columns on the narrowest phones; larger tiles where there is room. */
const MIN_TILE_PX = 148;
const MIN_WIDE_TILE_PX = 190;
const WIDE_PX = 700;
const GAP_PX = 12;
/** Two lines of name and the line below them: 2 x 15 px x 1.25 + 13 px x 1.4 + 2 x 7 px of padding = 70. */
const WORDS_PX = 72;

/** The clips that were found, as a grid in which only what is about to be seen exists: two thousand scroll like twenty. */
export function ClipGrid({ clips }: { clips: readonly Clip[] }) {
  const list = useRef<HTMLUListElement>(null);
  const { layout, seen } = useGridWindow(list, clips.length);
  const move = useArrowKeys(list, layout, clips.length);
  const shown = layout === undefined ? [] : clips.slice(seen.first, seen.end);
  const playing = player.value?.now?.clipId;
  return (
    <ul
      ref={list}
      class="clips"
      aria-label={t('clips.list')}
      style={layout && { height: `${gridHeight(layout, clips.length)}px` }}
      onKeyDown={move}
    >
      {shown.map((clip, position) => {
        const index = seen.first + position;
        return (
          <ClipTile
            key={clip.id}
            clip={clip}
            index={index}
            count={clips.length}
            place={placeOf(index, layout)}
            isPlaying={clip.id === playing}
            isSelected={isSelecting.value ? selectedIds.value.has(clip.id) : undefined}
          />
        );
      })}
    </ul>
  );
}

function placeOf(index: number, layout: GridLayout | undefined): Record<string, string> {
  if (layout === undefined) return {};
  const { columns, tileWidth, tileHeight, gap } = layout;
  const column = index % columns;
  const row = Math.floor(index / columns);
  return {
    width: `${tileWidth}px`,
    height: `${tileHeight}px`,
    'inset-block-start': `${row * (tileHeight + gap)}px`,
    'inset-inline-start': `${column * (tileWidth + gap)}px`,
  };
}

const NOTHING: GridWindow = { first: 0, end: 0, offsetPx: 0 };

/** Follows the width of the list and the page's scrolling; renders anew only where other rows come into sight. */
function useGridWindow(list: { current: HTMLElement | null }, count: number) {
  const layout = useSignal<GridLayout | undefined>(undefined);
  const seen = useSignal(NOTHING);
  const { width: panelWidth = 4, height: panelHeight = 3 } = panel.value ?? {};
  // Neither towers nor ribbons, whatever the panel.
  const aspect = Math.min(16 / 9, Math.max(3 / 4, panelWidth / panelHeight));

  const look = () => {
    const element = list.current;
    if (element === null) return;
    const width = element.clientWidth;
    const minTilePx = width < WIDE_PX ? MIN_TILE_PX : MIN_WIDE_TILE_PX;
    const wish = { minTilePx, gap: GAP_PX, aspect, wordsPx: WORDS_PX };
    if (width !== widthOf(layout.peek())) layout.value = layOut(width, wish);
    const now = windowOf(
      layout.peek() ?? layOut(width, wish),
      count,
      -element.getBoundingClientRect().top,
      innerHeight,
    );
    const { first, end } = seen.peek();
    if (now.first !== first || now.end !== end) seen.value = now;
  };
  useLayoutEffect(() => {
    layout.value = undefined;
    look();
  }, [aspect]);
  useLayoutEffect(look, [count]);
  useEffect(() => {
    const listeners = new AbortController();
    addEventListener('scroll', look, { passive: true, signal: listeners.signal });
    const sizes = new ResizeObserver(look);
    if (list.current !== null) sizes.observe(list.current);
    addEventListener('resize', look, listeners);
    return () => {
      listeners.abort();
      sizes.disconnect();
    };
  }, [count, aspect]);
  return { layout: layout.value, seen: { ...seen.value, end: Math.min(seen.value.end, count) } };
}

function widthOf(layout: GridLayout | undefined): number | undefined {
  return layout && layout.tileWidth * layout.columns + layout.gap * (layout.columns - 1);
}

/** The arrows go from clip to clip, also to one that does not exist yet. */
function useArrowKeys(list: { current: HTMLElement | null }, layout: GridLayout | undefined, count: number) {
  return (event: KeyboardEvent) => {
    const focused = event.target instanceof HTMLElement ? event.target.dataset['index'] : undefined;
    const element = list.current;
    if (focused === undefined || layout === undefined || element === null) return;
    const isMirrored = getComputedStyle(element).direction === 'rtl';
    const key = isMirrored ? ({ ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[event.key] ?? event.key) : event.key;
    const to = neighbour(Number(focused), key, layout.columns, count);
    if (to === undefined) return;
    event.preventDefault();
    const find = () => element.querySelector<HTMLElement>(`[data-index="${to}"]`);
    const top = Math.floor(to / layout.columns) * (layout.tileHeight + layout.gap);
    if (find() === null)
      scrollBy({ top: element.getBoundingClientRect().top + top - innerHeight / 2, behavior: 'instant' });
    // Once it is rendered.
    requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()));
  };
}
