import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../texts/texts.js';
import { MoveIcon } from './icons.js';
import { moveItem } from './move-item.js';
import { useRowDrag } from './row-drag.js';
import './sortable.css';

export interface SortableProps<T> {
  label: string;
  items: readonly T[];
  keyOf(item: T): string;
  nameOf(item: T): string;
  /** Called once, when an item was put down at another place. */
  onMove(from: number, to: number): void;
  /** A row; `handle` is what is taken to move it. */
  children(item: T, handle: ComponentChildren, index: number): ComponentChildren;
}

/** A list whose rows are moved with a finger, a mouse or the keyboard. */
export function Sortable<T>({ label, items, keyOf, nameOf, onMove, children }: SortableProps<T>) {
  const list = useRef<HTMLUListElement>(null);
  const lifted = useSignal<{ key: string; place: number } | undefined>(undefined);
  const said = useSignal('');
  const drag = useRowDrag(list, onMove);
  const keys = items.map(keyOf);
  const from = keys.indexOf(lifted.value?.key ?? '');
  const place = Math.min(lifted.value?.place ?? 0, items.length - 1);
  const shown = from < 0 ? items : moveItem(items, from, place);
  useFocusOnLifted(list, from < 0 ? -1 : place);

  const onKeyDown = (event: KeyboardEvent, item: T, index: number) => {
    const name = nameOf(item);
    const count = items.length;
    if (event.key === ' ' || (event.key === 'Enter' && from >= 0)) {
      event.preventDefault();
      said.value = t(from < 0 ? 'frame.lifted' : 'frame.dropped', { name, place: index + 1, count });
      lifted.value = from < 0 ? { key: keyOf(item), place: index } : undefined;
      if (from >= 0 && from !== index) onMove(from, index);
    } else if (from < 0) return;
    else if (event.key === 'Escape') {
      event.preventDefault();
      lifted.value = undefined;
      said.value = t('frame.put-back', { name });
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const to = Math.max(0, Math.min(count - 1, index + (event.key === 'ArrowUp' ? -1 : 1)));
      lifted.value = { key: keyOf(item), place: to };
      said.value = t('frame.moved', { name, place: to + 1, count });
    }
  };

  return (
    <>
      <ul class="sortable" ref={list} aria-label={label}>
        {shown.map((item, index) => (
          <li key={keyOf(item)} class={keyOf(item) === lifted.value?.key ? 'lifted' : undefined}>
            {children(
              item,
              <button
                type="button"
                class="icon-button sortable-handle"
                aria-label={t('frame.move', { name: nameOf(item) })}
                title={t('frame.move-how')}
                onKeyDown={(event) => onKeyDown(event, item, index)}
                onBlur={() => {
                  // Focus comes back at once where only the row has moved.
                  if (!list.current?.querySelector('.lifted')) lifted.value = undefined;
                }}
                {...drag(index)}
              >
                <MoveIcon />
              </button>,
              index,
            )}
          </li>
        ))}
      </ul>
      <p class="heard-only" role="status" aria-live="assertive">
        {said.value}
      </p>
    </>
  );
}

/** Browsers take the focus away from what is moved in the page. */
function useFocusOnLifted(list: { current: HTMLUListElement | null }, place: number): void {
  useEffect(() => {
    if (place < 0) return;
    const handle = list.current?.children[place]?.querySelector('.sortable-handle');
    if (handle instanceof HTMLElement && document.activeElement !== handle) handle.focus();
  }, [place]);
}
