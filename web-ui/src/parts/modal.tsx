import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface ModalProps {
  /** What it is, for those who do not see it. */
  label: string;
  /** Called when somebody leaves it: by Escape, the phone's Back, or a tap beside it. */
  onClose(): void;
  class: string;
  style?: Readonly<Record<string, string>>;
  children: ComponentChildren;
}

/**
 * What stands in front of the page until it is left. Open while it is rendered. The browser keeps the focus inside and gives it back
 * (HTML, the dialog element).
 */
export function Modal({ label, onClose, class: className, style, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same by the cancel event.
    <dialog
      ref={dialog}
      class={className}
      style={style}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === event.currentTarget && isBeside(event, event.currentTarget) && onClose()}
    >
      {children}
    </dialog>
  );
}

/** A press on Enter counts as a click at 0, 0; the backdrop is part of the dialog element. */
function isBeside({ clientX, clientY, detail }: MouseEvent, dialog: HTMLElement): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return detail > 0 && (clientX < left || clientX > right || clientY < top || clientY > bottom);
}
