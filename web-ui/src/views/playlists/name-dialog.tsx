import { useSignal } from '@preact/signals';
import { Dialog } from '../../parts/dialog.js';
import { Field } from '../../parts/field.js';
import { showOverlay } from '../../parts/overlays.js';
import { t } from '../../texts/texts.js';

export interface NameQuestion {
  title: string;
  confirmLabel: string;
  /** What stands there to begin with. */
  name?: string;
  onName(name: string): unknown;
}

/** As daemon/protocol has it for the name of a playlist. */
const LONGEST_NAME = 100;

/** Asks what a playlist is to be called. */
export function openNameDialog(question: NameQuestion): void {
  showOverlay((close) => <NameDialog {...question} onClose={close} />);
}

function NameDialog({ title, confirmLabel, name = '', onName, onClose }: NameQuestion & { onClose(): void }) {
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
      <Field label={t('playlists.name')} hint={t('playlists.name-hint')}>
        {(control) => (
          <input
            {...control}
            type="text"
            maxLength={LONGEST_NAME}
            autocomplete="off"
            value={typed.value}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
            }}
          />
        )}
      </Field>
    </Dialog>
  );
}
