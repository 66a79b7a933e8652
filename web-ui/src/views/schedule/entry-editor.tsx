import { useSignal } from '@preact/signals';
import type { ScheduledAction } from '../../../../daemon/protocol/schedule.js';
import { state } from '../../live/state.js';
import { Field } from '../../parts/field.js';
import { DeleteIcon } from '../../parts/icons.js';
import { showOverlay } from '../../parts/overlays.js';
import { Sheet } from '../../parts/sheet.js';
import { Switch } from '../../parts/switch.js';
import { t } from '../../texts/texts.js';
import { addEntries, changeEntry, removeEntry } from './edit-schedule.js';
import type { ScheduleEntry } from './entry.js';
import { type EntryForm, entryOf, formOf, WHATS, type What } from './entry-form.js';
import { actionWords, dayName, whenWords } from './schedule-words.js';

/** Opens an entry to be changed, or a new one. */
export function openEntryEditor(entry?: ScheduleEntry, action?: ScheduledAction): void {
  showOverlay((close) => <EntryEditor entry={entry} action={action} onClose={close} />);
}

interface EditorProps {
  entry: ScheduleEntry | undefined;
  action: ScheduledAction | undefined;
  onClose(): void;
}

function EntryEditor({ entry, action, onClose }: EditorProps) {
  const form = useSignal<EntryForm>(formOf(entry, action));
  const isSaving = useSignal(false);
  const set = (change: Partial<EntryForm>) => {
    form.value = { ...form.value, ...change };
  };
  const wanted = entryOf(form.value, entry?.enabled ?? true);
  const save = async () => {
    if (wanted === undefined) return;
    isSaving.value = true;
    // What is refused stays open, so that it can be mended.
    const isDone = entry === undefined ? await addEntries([wanted]) : await changeEntry(entry, wanted);
    isSaving.value = false;
    if (isDone) onClose();
  };
  return (
    <Sheet
      title={entry === undefined ? t('schedule.new') : t('schedule.edit')}
      onClose={onClose}
      footer={
        <div class="editor-foot">
          {entry !== undefined && (
            <button
              type="button"
              class="icon-button"
              aria-label={t('schedule.delete')}
              onClick={() => {
                onClose();
                void removeEntry(entry, entry.name ?? (action ? actionWords(action) : whenWords(entry)));
              }}
            >
              <DeleteIcon />
            </button>
          )}
          <button
            type="button"
            class="button primary wide"
            disabled={wanted === undefined || isSaving.value}
            onClick={save}
          >
            {t('schedule.save')}
          </button>
        </div>
      }
    >
      <div class="editor">
        <WhatFields form={form.value} set={set} />
        <WhenFields form={form.value} set={set} />
        <Field label={t('schedule.name-label')} hint={t('schedule.name-hint')}>
          {(control) => (
            <input
              {...control}
              type="text"
              maxLength={60}
              autocomplete="off"
              value={form.value.name}
              onInput={({ currentTarget }) => set({ name: currentTarget.value })}
            />
          )}
        </Field>
      </div>
    </Sheet>
  );
}

interface FormProps {
  form: EntryForm;
  set(change: Partial<EntryForm>): void;
}

const WHAT_WORDS = {
  on: 'schedule.what-on',
  off: 'schedule.what-off',
  play: 'schedule.what-play',
  brightness: 'schedule.what-brightness',
  next: 'schedule.what-next',
  reload: 'schedule.what-reload',
} as const;

function WhatFields({ form, set }: FormProps) {
  const names = Object.values(state.value?.playlists ?? {}).map(({ name }) => name);
  const { what, playlist, percent, fadeSeconds } = form;
  return (
    <>
      <Field label={t('schedule.what')}>
        {(control) => (
          <select
            {...control}
            value={what}
            onChange={({ currentTarget }) => set({ what: currentTarget.value as What })}
          >
            {WHATS.map((one) => (
              <option key={one} value={one}>
                {t(WHAT_WORDS[one])}
              </option>
            ))}
          </select>
        )}
      </Field>
      {what === 'play' && (
        <Field label={t('schedule.playlist')}>
          {(control) => (
            <select
              {...control}
              value={playlist}
              onChange={({ currentTarget }) => set({ playlist: currentTarget.value })}
            >
              <option value="">{t('schedule.whole-library')}</option>
              {[...new Set(playlist === '' ? names : [...names, playlist])].map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {what === 'brightness' && (
        <div class="editor-pair">
          <NumberField
            label={t('schedule.brightness-label')}
            value={percent}
            max={100}
            onType={(typed) => set({ percent: typed })}
          />
          <NumberField
            label={t('schedule.fade-label')}
            value={fadeSeconds}
            max={43_200}
            onType={(typed) => set({ fadeSeconds: typed })}
          />
        </div>
      )}
    </>
  );
}

function NumberField(props: { label: string; value: string; max: number; onType(typed: string): void }) {
  const { label, value, max, onType } = props;
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          type="number"
          inputMode="decimal"
          min={0}
          max={max}
          value={value}
          onInput={({ currentTarget }) => onType(currentTarget.value)}
        />
      )}
    </Field>
  );
}

function WhenFields({ form, set }: FormProps) {
  const { isCron, at, days, cron } = form;
  return (
    <>
      {isCron ? (
        <Field label={t('schedule.cron-label')} hint={t('schedule.cron-hint')}>
          {(control) => (
            <input
              {...control}
              type="text"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              value={cron}
              onInput={({ currentTarget }) => set({ cron: currentTarget.value })}
            />
          )}
        </Field>
      ) : (
        <>
          <Field label={t('schedule.at-label')}>
            {(control) => (
              <input
                {...control}
                type="time"
                value={at}
                onInput={({ currentTarget }) => set({ at: currentTarget.value })}
              />
            )}
          </Field>
          <fieldset class="days">
            <legend>{t('schedule.days-label')}</legend>
            <div class="days-row">
              {days.map((isChosen, day) => (
                <button
                  key={dayName(day, 'long')}
                  type="button"
                  class="day"
                  aria-pressed={isChosen}
                  onClick={() => set({ days: days.with(day, !isChosen) })}
                >
                  <span aria-hidden="true">{dayName(day, 'short')}</span>
                  <span class="heard-only">{dayName(day, 'long')}</span>
                </button>
              ))}
            </div>
            {!days.includes(true) && (
              <p class="field-error" role="alert">
                {t('schedule.days-none')}
              </p>
            )}
          </fieldset>
        </>
      )}
      <Switch label={t('schedule.use-cron')} isOn={isCron} onChange={(isOn) => set({ isCron: isOn })} />
    </>
  );
}
