import type { ConfigView } from '../../../../daemon/protocol/config.js';
import { schedule } from '../../live/state.js';
import { Switch } from '../../parts/switch.js';
import { t } from '../../texts/texts.js';
import { changeEntry } from './edit-schedule.js';
import { entriesOf, keyOf, type ScheduleEntry } from './entry.js';
import { openEntryEditor } from './entry-editor.js';
import { actionWords, whenWords } from './schedule-words.js';

/** All entries, in the order of the file: of two at the same moment the later one holds. */
export function EntryList({ view }: { view: ConfigView }) {
  const known = schedule.value?.entries ?? {};
  return (
    <ul class="schedule-list">
      {entriesOf(view.values).map((entry, index) => {
        const action = known[String(index + 1)]?.action;
        const what = action === undefined ? entry.do : actionWords(action);
        return (
          <EntryRow
            key={`${index}-${keyOf(entry)}`}
            entry={entry}
            what={what}
            onOpen={() => openEntryEditor(entry, action)}
          />
        );
      })}
    </ul>
  );
}

function EntryRow({ entry, what, onOpen }: { entry: ScheduleEntry; what: string; onOpen(): void }) {
  const { name, enabled = true } = entry;
  const title = name ?? what;
  return (
    <li class={enabled ? 'schedule-row' : 'schedule-row disabled'}>
      <button type="button" class="schedule-open" onClick={onOpen}>
        <span class="schedule-what">{title}</span>
        <span class="hint">
          {whenWords(entry)}
          {name !== undefined && ` · ${what}`}
        </span>
        <span class="heard-only">{t('schedule.edit')}</span>
      </button>
      <Switch
        label={<span class="heard-only">{t('schedule.is-on', { name: title })}</span>}
        isOn={enabled}
        onChange={(isOn) => void changeEntry(entry, { ...entry, enabled: isOn })}
      />
    </li>
  );
}
