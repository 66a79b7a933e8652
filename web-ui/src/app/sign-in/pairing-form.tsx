import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { refreshAccess } from '../../live/access.js';
import { ask } from '../../live/api.js';
import { ApiError } from '../../live/api-error.js';
import { Field } from '../../parts/field.js';
import { toast } from '../../parts/toasts.js';
import { t } from '../../texts/texts.js';
import { formatDuration } from '../../texts/words.js';
import { CODE_DIGITS } from './arriving-secret.js';
import { CodeField } from './code-field.js';
import { deviceName } from './device-name.js';
import { problemText } from './problem-text.js';
import { arrivingSecret } from './take-secret.js';
import { useCountdown } from './use-countdown.js';

/** The six digits on the glass, and what this device is to be called. The sixth digit is enough to be let in. */
export function PairingForm() {
  const code = useSignal(arrivingSecret?.kind === 'code' ? arrivingSecret.code : '');
  const name = useSignal(deviceName(navigator.userAgent));
  const problem = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  const [waitMs, wait] = useCountdown();

  const pair = async () => {
    if (isBusy.peek() || waitMs > 0 || code.peek().length < CODE_DIGITS || name.peek().trim() === '') return;
    isBusy.value = true;
    problem.value = undefined;
    try {
      await ask('POST', '/api/access/pair', { body: { code: code.peek(), name: name.peek() } });
      toast(t('sign-in.done'));
    } catch (error) {
      problem.value = problemText(error);
      if (error instanceof ApiError && error.retryAfterMs !== undefined) wait(error.retryAfterMs);
      code.value = '';
      field.current?.focus();
    }
    isBusy.value = false;
    await refreshAccess();
  };
  // The code came with the address: nothing is left to type.
  useEffect(() => void pair(), []);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void pair();
      }}
    >
      <h1>{t('sign-in.title')}</h1>
      <p class="hint">{t('sign-in.text')}</p>
      <CodeField
        input={field}
        code={code.value}
        isInvalid={problem.value !== undefined}
        isDisabled={isBusy.value || waitMs > 0}
        onCode={(digits) => {
          code.value = digits;
          if (digits.length === CODE_DIGITS) void pair();
        }}
      />
      <p class="sign-in-problem" role="alert">
        {waitMs > 0 ? t('sign-in.wait', { time: formatDuration(waitMs + 999) }) : problem.value}
      </p>
      <Field label={t('sign-in.name')} hint={t('sign-in.name-hint')}>
        {(control) => (
          <input
            {...control}
            type="text"
            maxLength={60}
            autocomplete="off"
            value={name.value}
            onInput={({ currentTarget }) => {
              name.value = currentTarget.value;
            }}
          />
        )}
      </Field>
      <button
        type="submit"
        class="button primary wide"
        disabled={isBusy.value || waitMs > 0 || code.value.length < CODE_DIGITS || name.value.trim() === ''}
      >
        {t(isBusy.value ? 'sign-in.busy' : 'sign-in.pair')}
      </button>
    </form>
  );
}
