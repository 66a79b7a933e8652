import type { View } from '../../app/view.js';
import { config, loadConfig } from '../../live/config.js';
import { problemText } from '../../live/problem-text.js';
import { schedule } from '../../live/state.js';
import { EmptyState } from '../../parts/empty-state.js';
import { ErrorState } from '../../parts/error-state.js';
import { AddIcon, ScheduleIcon, WarningIcon } from '../../parts/icons.js';
import { Spinner } from '../../parts/spinner.js';
import { ViewHeader } from '../../parts/view-header.js';
import { t } from '../../texts/texts.js';
import { DayView } from './day-view.js';
import { addEntries } from './edit-schedule.js';
import { entriesOf } from './entry.js';
import { openEntryEditor } from './entry-editor.js';
import { EntryList } from './entry-list.js';
import './schedule.css';

export const scheduleView: View = { Body: Schedule };

/** A night that most people want first. */
const DARK_NIGHTS = [
  { at: '23:00', do: 'display off' },
  { at: '7:00', do: 'display on' },
];

function Schedule() {
  const loaded = config();
  return (
    <>
      <ViewHeader title={t('schedule.title')}>
        <button type="button" class="icon-button" aria-label={t('schedule.add-time')} onClick={() => openEntryEditor()}>
          <AddIcon />
        </button>
      </ViewHeader>
      <ClockBanner />
      {loaded.stage === 'failed' ? (
        <ErrorState title={t('schedule.config-failed')} text={problemText(loaded.error)} onRetry={loadConfig} />
      ) : loaded.stage === 'loading' ? (
        <Spinner label={t('frame.connecting')} />
      ) : (
        <div class="schedule-columns">
          <section aria-label={t('schedule.entries')}>
            {entriesOf(loaded.view.values).length === 0 ? <Nothing /> : <EntryList view={loaded.view} />}
            <ClockWords />
          </section>
          <DayView />
        </div>
      )}
    </>
  );
}

function Nothing() {
  return (
    <EmptyState icon={<ScheduleIcon />} title={t('schedule.none-yet')} text={t('schedule.none-yet-why')}>
      <button type="button" class="button primary" onClick={() => addEntries(DARK_NIGHTS)}>
        {t('schedule.dark-nights')}
      </button>
      <button type="button" class="text-button" onClick={() => openEntryEditor()}>
        {t('schedule.add-time')}
      </button>
    </EmptyState>
  );
}

/** While the clock is not believed, nothing of all this happens. */
function ClockBanner() {
  if (schedule.value?.clock.trusted !== false) return null;
  return (
    <div class="clock-banner" role="status">
      <WarningIcon />
      <p>
        <strong>{t('schedule.clock-waits')}</strong> {t('schedule.clock-waits-why')}
      </p>
    </div>
  );
}

const TRUST_WORDS = { ntp: 'schedule.clock-ntp', rtc: 'schedule.clock-rtc', config: 'schedule.clock-config' } as const;

function ClockWords() {
  const { clock, timeZone } = schedule.value ?? {};
  if (clock === undefined || timeZone === undefined) return null;
  const { because } = clock;
  return (
    <p class="hint clock-words">
      {t('schedule.zone', { zone: timeZone })}
      {because in TRUST_WORDS && ` ${t(TRUST_WORDS[because as keyof typeof TRUST_WORDS])}`}
    </p>
  );
}
