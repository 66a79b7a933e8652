import { type Signal, useSignal } from '@preact/signals';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { showOverlay } from './overlays.js';

interface NameWords {
  label: string;
  hint?: string;
  /** Characters that daemon/protocol allows. */
  longest: number;
}

export interface NameQuestion extends NameWords {
  title: string;
  confirmLabel: string;
  /** What stands there to begin with. */
  name?: string | undefined;
  onName(name: string): unknown;
}

/** Asks what something is to be called. */
export function openNameDialog(question: NameQuestion): void {
  showOverlay((close) => <NameDialog {...question} onClose={close} />);
}

function NameDialog({ title, confirmLabel, name = '', onName, onClose, ...words }: NameQuestion & { onClose(): void }) {
  const typed = useSignal(name);
  const wanted = typed.value.trim();
  return (
    <Dialog
      title={title}
      confirmLabel={confirmLabel}
      isDisabled={wanted === ''}
      onConfirm={() => {
        onClose();
        void onName(wanted);
      }}
      onClose={onClose}
    >
      <NameField {...words} typed={typed} />
    </Dialog>
  );
}

/** For a name among other things. */
export function NameField({ label, hint, longest, typed }: NameWords & { typed: Signal<string> }) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })}>
      {(control) => (
        <input
          {...control}
          type="text"
          maxLength={longest}
          autocomplete="off"
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
      )}
    </Field>
  );
}
