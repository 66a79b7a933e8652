import { signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { can } from '../../live/access.js';
import { changeConfig } from '../../live/config.js';
import { problemText } from '../../live/problem-text.js';
import { Field } from '../../parts/field.js';
import { Switch } from '../../parts/switch.js';
import { toastUndo } from '../../parts/toasts.js';
import { t } from '../../texts/texts.js';
import { changesOf } from './key-changes.js';
import { Control, type ControlProps } from './key-control.js';
import { readTyped, writtenAs } from './key-values.js';
import { descriptionOf, labelOf, valueWords } from './key-words.js';
import type { SchemaKey } from './schema-keys.js';

export interface KeyFieldProps {
  about: SchemaKey;
  value: unknown;
  /** Where the value comes from. */
  source: 'file' | 'default' | 'command line' | undefined;
  /** Draws what it is changed with. Default: by its kind. */
  renderControl?(props: ControlProps): ComponentChildren;
}

/** What was typed for keys that wait for their partners, by key. */
const drafts = signal<Readonly<Record<string, unknown>>>({});

/** A key of the configuration: what it does, what it is, and what it would be. Changed as soon as it is left. */
export function KeyField({ about, value, source, renderControl = Control }: KeyFieldProps) {
  const { key, kind } = about;
  const description = descriptionOf(about);
  const problem = useSignal<string | undefined>(undefined);
  const why = whyFixed(about, source);
  const label = labelOf(key);
  // What is on its way to the file: somebody who changes it back meanwhile means it.
  const onItsWay = useRef<{ readonly wanted: unknown } | undefined>(undefined);
  // What stands in the field until it is in the file: the configuration may change meanwhile, by somebody else or by another field.
  const typed = useSignal<string | undefined>(undefined);
  const save = async (wanted: unknown) => {
    const asked = { wanted, text: typed.peek() };
    onItsWay.current = asked;
    problem.value = undefined;
    let isWaiting = false;
    try {
      await changeConfig(({ values }) => {
        const changes = changesOf(about, wanted, values, drafts.peek());
        isWaiting = changes === undefined;
        return changes;
      });
      if (isWaiting) {
        drafts.value = { ...drafts.peek(), [key]: wanted };
        return;
      }
      const isSaved = (draft: string) => draft === key || about.partners.includes(draft);
      drafts.value = Object.fromEntries(Object.entries(drafts.peek()).filter(([draft]) => !isSaved(draft)));
      const undo = ({ values }: { values: unknown }) => changesOf(about, value ?? null, values, {});
      toastUndo(t('settings.saved', { name: label }), () => changeConfig(undo));
    } catch (error) {
      problem.value = problemText(error);
    } finally {
      if (onItsWay.current === asked) {
        onItsWay.current = undefined;
        if (typed.peek() === asked.text) settle();
      }
    }
  };
  /** The field shows what holds again, unless somebody still types, or has to mend something. */
  const settle = () => {
    if (onItsWay.current === undefined && problem.peek() === undefined) typed.value = undefined;
  };
  const onTyped = (text: string) => {
    typed.value = text;
    const read = readTyped(about, text);
    if (!read.ok) {
      problem.value = t(`settings.${read.why}`, { min: about.minimum ?? '', max: about.maximum ?? '' });
    } else if (writtenAs(read.value) !== writtenAs(onItsWay.current?.wanted ?? draft ?? value)) {
      void save(read.value);
    } else {
      problem.value = undefined;
      settle();
    }
  };
  const draft = drafts.value[key];
  const waitsFor = draft === undefined ? undefined : about.partners.map(labelOf).join(', ');
  const hint = <Hint about={about} source={source} why={why} onReset={() => save(null)} />;
  if (kind === 'switch') {
    return (
      <div class="settings-field">
        <Switch label={label} hint={description} isOn={value === true} isDisabled={why !== undefined} onChange={save} />
        {hint}
        {problem.value !== undefined && <p class="field-error">{problem.value}</p>}
      </div>
    );
  }
  return (
    <div class="settings-field">
      <Field
        label={label}
        hint={
          <>
            {description} {hint}
            {waitsFor !== undefined && <span class="key-badge">{t('settings.waits-for', { names: waitsFor })}</span>}
          </>
        }
        error={problem.value}
      >
        {(control) =>
          renderControl({
            control,
            about,
            value: draft ?? value,
            text: typed.value ?? writtenAs(draft ?? value),
            isDisabled: why !== undefined,
            onInput: (text) => {
              typed.value = text;
            },
            onTyped,
            onLeft: settle,
          })
        }
      </Field>
    </div>
  );
}

interface HintProps {
  about: SchemaKey;
  source: KeyFieldProps['source'];
  why: string | undefined;
  onReset(): void;
}

function Hint({ about, source, why, onReset }: HintProps) {
  const { key, default: fallback, needsRestart } = about;
  const standard = fallback === undefined ? '' : valueWords(about, fallback);
  return (
    <span class="key-hint">
      <code>{key}</code>
      {needsRestart && <span class="key-badge">{t('settings.needs-restart')}</span>}
      {why !== undefined && <span>{why}</span>}
      {why === undefined && source === 'file' && (
        <button type="button" class="link-button" onClick={onReset}>
          {standard === '' ? t('settings.reset') : t('settings.reset-to', { value: standard })}
        </button>
      )}
    </span>
  );
}

/** Why it cannot be changed here; undefined: it can. */
function whyFixed({ isLocalOnly, key, kind }: SchemaKey, source: KeyFieldProps['source']): string | undefined {
  if (isLocalOnly) return t('settings.local-only', { key });
  if (source === 'command line') return t('settings.from-command-line');
  if (kind === 'other') return t('settings.file-only');
  return can('admin') ? undefined : t('frame.error-scope-missing');
}
