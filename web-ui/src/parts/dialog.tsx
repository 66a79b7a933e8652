import type { ComponentChildren } from 'preact';
import { t } from '../texts/texts.js';
import { Modal } from './modal.js';
import './modal.css';

export interface DialogProps {
  title: string;
  /** What happens, and whether it can be taken back. */
  children: ComponentChildren;
  /** Names what it does: "Restore", not "OK". */
  confirmLabel: string;
  isDangerous?: boolean;
  isDisabled?: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** A question that has to be answered before anything else. */
export function Dialog({ title, children, confirmLabel, isDangerous, isDisabled, onConfirm, onClose }: DialogProps) {
  return (
    <Modal class="dialog" label={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        <h2>{title}</h2>
        <div class="dialog-body">{children}</div>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t('frame.cancel')}
          </button>
          <button type="submit" class={`button ${isDangerous ? 'danger' : 'primary'}`} disabled={isDisabled}>
            {confirmLabel}
          </button>
        </div>
      </form>
    </Modal>
  );
}
