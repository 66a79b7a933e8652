import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { t } from '../texts/texts.js';
import { CloseIcon } from './icons.js';
import { Modal } from './modal.js';
import './modal.css';

export interface SheetProps {
  title: string;
  onClose(): void;
  children: ComponentChildren;
  /** Stands at the lower edge, in sight however long the rest is. */
  footer?: ComponentChildren;
}

/** So far down, in CSS pixels, a finger's pull closes it. */
const CLOSING_PULL_PX = 90;

/** Comes up from the lower edge on a phone, and can be pulled down again; stands in the middle of a larger screen. */
export function Sheet({ title, onClose, children, footer }: SheetProps) {
  const pull = usePull(onClose);
  return (
    <Modal class="sheet" label={title} onClose={onClose}>
      <div class="sheet-head" {...pull}>
        <h2>{title}</h2>
        <button type="button" class="icon-button" aria-label={t('frame.close')} onClick={onClose}>
          <CloseIcon />
        </button>
      </div>
      <div class="sheet-body">{children}</div>
      {footer !== undefined && <div class="sheet-foot">{footer}</div>}
    </Modal>
  );
}

function usePull(onClose: () => void) {
  const startY = useRef<number | undefined>(undefined);
  const sheetOf = ({ currentTarget }: PointerEvent) =>
    currentTarget instanceof HTMLElement ? currentTarget.parentElement : null;
  const end = (event: PointerEvent) => {
    if (startY.current === undefined) return;
    const pulledPx = event.clientY - startY.current;
    startY.current = undefined;
    sheetOf(event)?.style.removeProperty('translate');
    if (event.type === 'pointerup' && pulledPx > CLOSING_PULL_PX) onClose();
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === 'mouse' || (event.target instanceof Element && event.target.closest('button'))) return;
      startY.current = event.clientY;
      if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      if (startY.current === undefined) return;
      const pulledPx = Math.max(0, event.clientY - startY.current);
      sheetOf(event)?.style.setProperty('translate', `0 ${pulledPx}px`);
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
