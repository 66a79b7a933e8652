import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { NewGuestLink, NewToken, Pairing, type Scope } from '../../../../daemon/protocol/access.js';
import { ask, askFor } from '../../live/api.js';
import { Dialog } from '../../parts/dialog.js';
import { Field } from '../../parts/field.js';
import { NameField, openNameDialog } from '../../parts/name-dialog.js';
import { showOverlay } from '../../parts/overlays.js';
import { Sheet } from '../../parts/sheet.js';
import { toast, toastProblem } from '../../parts/toasts.js';
import { t } from '../../texts/texts.js';

/** As daemon/protocol has it. */
const LONGEST_NAME = 60;
/** What a guest needs: an evening, a day, a week. */
const GUEST_HOURS = [4, 24, 168] as const;

/** Shows a code for the next phone, on the glass and here. */
export function openPairing(): void {
  showOverlay((close) => <PairingSheet onClose={close} />);
}

export function openRename(name: string, onName: (name: string) => unknown): void {
  openNameDialog({
    title: t('settings.rename'),
    confirmLabel: t('settings.save'),
    label: t('settings.key-name'),
    longest: LONGEST_NAME,
    name,
    onName,
  });
}

export function askToRevoke(name: string, onConfirm: () => unknown): void {
  showOverlay((close) => (
    <Dialog
      title={t('settings.revoke-title', { name })}
      confirmLabel={t('settings.revoke')}
      isDangerous
      onConfirm={() => {
        close();
        void onConfirm();
      }}
      onClose={close}
    >
      <p>{t('settings.revoke-why')}</p>
    </Dialog>
  ));
}

export function openNewGuest(onDone: () => unknown): void {
  showOverlay((close) => (
    <NewGrantDialog
      title={t('settings.new-guest')}
      scopes={['view', 'upload']}
      hours={GUEST_HOURS}
      onClose={close}
      onWanted={async ({ name, scope, hours }) => {
        const body = { name, scope, expiresInHours: hours };
        const { secret, urls } = await askFor(NewGuestLink, 'POST', '/api/guest-links', { body });
        showSecret(
          t('settings.guest-link'),
          t('settings.guest-link-hint'),
          `${urls.network ?? urls.here}#guest=${secret}`,
        );
        await onDone();
      }}
    />
  ));
}

export function openNewToken(onDone: () => unknown): void {
  showOverlay((close) => (
    <NewGrantDialog
      title={t('settings.new-token')}
      scopes={['view', 'control', 'upload', 'admin']}
      onClose={close}
      onWanted={async ({ name, scope }) => {
        const { secret } = await askFor(NewToken, 'POST', '/api/tokens', { body: { name, scope } });
        showSecret(t('settings.token'), t('settings.token-hint'), secret);
        await onDone();
      }}
    />
  ));
}

function PairingSheet({ onClose }: { onClose(): void }) {
  const pairing = useSignal<Pairing | undefined>(undefined);
  useEffect(() => {
    askFor(Pairing, 'POST', '/api/access/pairing').then((shown) => {
      pairing.value = shown;
    }, toastProblem);
    return () => void ask('DELETE', '/api/access/pairing').catch(() => {});
  }, []);
  return (
    <Sheet title={t('settings.pair')} onClose={onClose}>
      <p>{t('settings.pair-how')}</p>
      <p class="pairing-code" aria-live="polite">
        {pairing.value?.code.replace(/^(\d{3})/, '$1 ') ?? '··· ···'}
      </p>
      <p class="hint">{t('settings.pair-time')}</p>
    </Sheet>
  );
}

function showSecret(title: string, hint: string, secret: string): void {
  showOverlay((close) => (
    <Sheet title={title} onClose={close}>
      <p>{hint}</p>
      <Field label={title}>
        {(control) => (
          <input
            {...control}
            type="text"
            readOnly
            value={secret}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        )}
      </Field>
      {/* Only where the origin is secure; else people copy what is chosen in the field. */}
      {'clipboard' in navigator && (
        <button
          type="button"
          class="button primary wide"
          onClick={() => navigator.clipboard.writeText(secret).then(() => toast(t('settings.copied')), toastProblem)}
        >
          {t('settings.copy')}
        </button>
      )}
    </Sheet>
  ));
}

const SCOPE_WORDS = {
  view: 'settings.scope-view',
  upload: 'settings.scope-upload',
  control: 'settings.scope-control',
  admin: 'settings.scope-admin',
} as const satisfies Readonly<Record<Scope, string>>;

function scopeWords(scope: Scope): string {
  return t(SCOPE_WORDS[scope]);
}

interface NewGrantProps<S extends Scope> {
  title: string;
  scopes: readonly S[];
  /** Absent: until it is taken back. */
  hours?: readonly number[];
  onWanted(wanted: { name: string; scope: S; hours: number }): Promise<void>;
  onClose(): void;
}

function NewGrantDialog<S extends Scope>({ title, scopes, hours, onWanted, onClose }: NewGrantProps<S>) {
  const name = useSignal('');
  const scope = useSignal<S | undefined>(scopes[0]);
  const chosenHours = useSignal(hours?.[1] ?? 0);
  return (
    <Dialog
      title={title}
      confirmLabel={t('settings.create')}
      isDisabled={name.value.trim() === ''}
      onConfirm={() => {
        onClose();
        if (scope.value === undefined) return;
        onWanted({ name: name.value.trim(), scope: scope.value, hours: chosenHours.value }).catch(toastProblem);
      }}
      onClose={onClose}
    >
      <NameField label={t('settings.key-name')} longest={LONGEST_NAME} typed={name} />
      <Field label={t('settings.may')}>
        {(control) => (
          <select
            {...control}
            value={scope.value}
            onChange={({ currentTarget }) => {
              scope.value = scopes.find((one) => one === currentTarget.value);
            }}
          >
            {scopes.map((one) => (
              <option key={one} value={one}>
                {scopeWords(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {hours !== undefined && (
        <Field label={t('settings.for-how-long')}>
          {(control) => (
            <select
              {...control}
              value={String(chosenHours.value)}
              onChange={({ currentTarget }) => {
                chosenHours.value = Number(currentTarget.value);
              }}
            >
              {hours.map((one) => (
                <option key={one} value={String(one)}>
                  {one < 48 ? t('settings.hours', { count: one }) : t('settings.days', { count: one / 24 })}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </Dialog>
  );
}
