import { signal } from '@preact/signals';
import { type ComponentChildren, Fragment } from 'preact';

interface Overlay {
  readonly key: number;
  render(close: () => void): ComponentChildren;
}

const overlays = signal<readonly Overlay[]>([]);
let nextKey = 1;

/**
 * Shows a sheet, a dialog or a menu from wherever something happens, e.g. from a long press.
 *
 * @param render gets what closes it.
 * @returns what closes it.
 */
export function showOverlay(render: (close: () => void) => ComponentChildren): () => void {
  const overlay = { key: nextKey++, render };
  overlays.value = [...overlays.peek(), overlay];
  return () => closeOverlay(overlay);
}

/** Where they show; there is one for the whole page. */
export function OverlayHost() {
  return (
    <>
      {overlays.value.map((overlay) => (
        <Fragment key={overlay.key}>{overlay.render(() => closeOverlay(overlay))}</Fragment>
      ))}
    </>
  );
}

function closeOverlay({ key }: Overlay): void {
  overlays.value = overlays.peek().filter((other) => other.key !== key);
}
