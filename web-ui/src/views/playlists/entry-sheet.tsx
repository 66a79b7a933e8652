import { useSignal } from '@preact/signals';
import { clipById } from '../../live/clip-by-id.js';
import { Field } from '../../parts/field.js';
import { showOverlay } from '../../parts/overlays.js';
import { Sheet } from '../../parts/sheet.js';
import { editPlaylist } from '../../playlists/edit-playlist.js';
import { type EntryLength, type KeyedEntry, setLength } from '../../playlists/entry-edits.js';
import { t } from '../../texts/texts.js';

export interface EntryPlace {
  playlistId: string;
  item: KeyedEntry;
}

type Way = 'once' | 'times' | 'time';

const WAYS: readonly Way[] = ['once', 'times', 'time'];
const LABELS = { once: 'playlists.once', times: 'playlists.some-times', time: 'playlists.some-time' } as const;
/** As daemon/protocol has them. */
const MOST_LOOPS = 10_000;
const LONGEST_SECONDS = 24 * 60 * 60;
/** What somebody who chooses a time is offered first. */
const FIRST_SECONDS = 10;

/** Asks how long an entry stands. */
export function openEntrySheet(place: EntryPlace): void {
  showOverlay((close) => <EntrySheet {...place} onClose={close} />);
}

function EntrySheet({ playlistId, item: { key, entry }, onClose }: EntryPlace & { onClose(): void }) {
  const way = useSignal<Way>(wayOf(entry));
  const loops = useSignal(String(entry.loops ?? 2));
  const seconds = useSignal(String((entry.durationMs ?? FIRST_SECONDS * 1000) / 1000));
  const length = lengthFrom(way.value, loops.value, seconds.value);
  return (
    <Sheet
      title={clipById(entry.clipId)?.name ?? t('playlists.lost-clip')}
      onClose={onClose}
      footer={
        <button
          type="button"
          class="button primary wide"
          disabled={length === undefined}
          onClick={() => {
            onClose();
            if (length !== undefined) void editPlaylist(playlistId, setLength(key, length));
          }}
        >
          {t('playlists.save')}
        </button>
      }
    >
      <fieldset class="choices">
        <legend class="heard-only">{t('playlists.how-long')}</legend>
        {WAYS.map((one) => (
          <label key={one} class="choice">
            <input
              type="radio"
              name="entry-way"
              checked={way.value === one}
              onChange={() => {
                way.value = one;
              }}
            />
            <span>{t(LABELS[one])}</span>
          </label>
        ))}
      </fieldset>
      {way.value === 'once' && <p class="hint">{t('playlists.once-hint')}</p>}
      {way.value === 'times' && (
        <NumberField
          label={t('playlists.count-label')}
          typed={loops}
          step="1"
          error={length === undefined ? t('playlists.count-wrong') : undefined}
        />
      )}
      {way.value === 'time' && (
        <NumberField
          label={t('playlists.seconds-label')}
          hint={t('playlists.time-hint')}
          typed={seconds}
          step="any"
          error={length === undefined ? t('playlists.seconds-wrong') : undefined}
        />
      )}
    </Sheet>
  );
}

function NumberField(props: {
  label: string;
  hint?: string;
  typed: { value: string };
  step: string;
  error: string | undefined;
}) {
  const { label, hint, typed, step, error } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <input
          {...control}
          type="number"
          inputMode="decimal"
          step={step}
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
      )}
    </Field>
  );
}

function wayOf({ durationMs, loops }: EntryLength): Way {
  if (durationMs !== undefined) return 'time';
  return loops === undefined ? 'once' : 'times';
}

/** Undefined: what was typed cannot be. */
export function lengthFrom(way: Way, loops: string, seconds: string): EntryLength | undefined {
  if (way === 'once') return {};
  if (way === 'times') {
    const count = Number(loops);
    return Number.isInteger(count) && count >= 1 && count <= MOST_LOOPS ? { loops: count } : undefined;
  }
  const time = Number(seconds);
  return seconds.trim() !== '' && time >= 0.1 && time <= LONGEST_SECONDS
    ? { durationMs: Math.round(time * 1000) }
    : undefined;
}
