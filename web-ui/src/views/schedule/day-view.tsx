import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ScheduleDay, type ScheduledEvent, type ScheduleShows } from '../../../../daemon/protocol/schedule.js';
import { askFor } from '../../live/api.js';
import { problemText } from '../../live/problem-text.js';
import { clips, panel, schedule, state } from '../../live/state.js';
import { ErrorState } from '../../parts/error-state.js';
import { BackIcon, ForwardIcon } from '../../parts/icons.js';
import { Slider } from '../../parts/slider.js';
import { t } from '../../texts/texts.js';
import { clockOf, type DaySpan, daySpans, MINUTES_OF_DAY, minuteOf, showsAt } from './day-spans.js';
import { actionWords, dateWords, dayAfter, showsWords } from './schedule-words.js';

/** Undefined: today, by the clock of the daemon. */
type DayWanted = string | undefined;

type DayLoading = { readonly day?: ScheduleDay; readonly error?: Error };

/** A day of the calendar: what shows when, and any moment of it. */
export function DayView() {
  const wanted = useSignal<DayWanted>(undefined);
  const { day, error } = useDay(wanted.value);
  const minute = useSignal(minuteNow());
  if (error !== undefined) return <ErrorState title={t('schedule.not-loaded')} text={problemText(error)} />;
  if (day === undefined) return <section class="day-view" aria-busy="true" aria-label={t('schedule.day')} />;
  const spans = daySpans(day);
  const time = clockOf(minute.value);
  const shows = showsAt(spans, minute.value);
  const go = (days: number) => {
    wanted.value = dayAfter(day.day, days);
  };
  return (
    <section class="day-view" aria-label={t('schedule.day')}>
      <div class="day-head">
        <button type="button" class="icon-button" aria-label={t('schedule.day-before')} onClick={() => go(-1)}>
          <BackIcon />
        </button>
        <h2>{dateWords(day.day)}</h2>
        {wanted.value !== undefined && (
          <button
            type="button"
            class="text-button"
            onClick={() => {
              wanted.value = undefined;
            }}
          >
            {t('schedule.today')}
          </button>
        )}
        <button type="button" class="icon-button" aria-label={t('schedule.day-after')} onClick={() => go(1)}>
          <ForwardIcon />
        </button>
      </div>
      <Moment shows={shows} />
      <p class="moment-words" aria-live="polite">
        {t('schedule.at-time', { time, what: showsWords(shows) })}
      </p>
      <Timeline spans={spans} />
      <Slider
        label={t('schedule.time-of-day')}
        value={minute.value}
        min={0}
        max={MINUTES_OF_DAY - 1}
        step={1}
        valueText={t('schedule.at-time', { time, what: showsWords(shows) })}
        onMove={(value) => {
          minute.value = value;
        }}
        onSet={(value) => {
          minute.value = value;
        }}
      />
      <div class="hours hint" aria-hidden="true">
        {['0:00', '6:00', '12:00', '18:00', '24:00'].map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
      <EventList events={day.events} omitted={day.omitted} />
    </section>
  );
}

/** The day, and again whenever the schedule is another. */
function useDay(wanted: DayWanted): DayLoading {
  const loading = useSignal<DayLoading>({});
  const revision = state.value?.config?.revision;
  const { timeZone, clock } = schedule.value ?? {};
  useEffect(() => {
    const leaving = new AbortController();
    const query = wanted === undefined ? '' : `?day=${wanted}`;
    askFor(ScheduleDay, 'GET', `/api/schedule${query}`, { signal: leaving.signal }).then(
      (day) => {
        loading.value = { day };
      },
      (error) => {
        if (!leaving.signal.aborted) loading.value = { error };
      },
    );
    return () => leaving.abort();
  }, [wanted, revision, timeZone, clock?.trusted]);
  return loading.value;
}

/** The panel, as it would look: dark, or with the first clip of what plays, as bright as it would be. */
function Moment({ shows: { display, brightness, play } }: { shows: ScheduleShows }) {
  const { width = 4, height = 3, shape } = panel.value ?? {};
  const isDark = display?.on === false;
  const playlist = Object.values(state.value?.playlists ?? {}).find(({ id, name }) =>
    [id, name].includes(play?.playlist ?? ''),
  );
  const clipId = playlist === undefined ? clips.value[0]?.id : playlist.entries[0]?.clipId;
  // Half of what people perceive at the least: a picture at 0 % is still one.
  const light = 0.5 + (brightness?.percent ?? 100) / 200;
  return (
    <div class={`moment ${shape ?? ''}`} style={{ aspectRatio: `${width} / ${height}` }} aria-hidden="true">
      {!isDark && clipId !== undefined && (
        <img src={`/api/clips/${clipId}/poster.jpg`} alt="" style={{ filter: `brightness(${light})` }} />
      )}
    </div>
  );
}

function Timeline({ spans }: { spans: readonly DaySpan[] }) {
  return (
    <div class="timeline" aria-hidden="true">
      {spans.map(({ fromMinute, toMinute, shows }) => (
        <span
          key={fromMinute}
          class={shows.display?.on === false ? 'span dark' : 'span'}
          style={{ flexGrow: toMinute - fromMinute }}
        >
          <span class="span-words">{shows.display?.on === false ? t('schedule.dark') : showsWords(shows)}</span>
        </span>
      ))}
    </div>
  );
}

function EventList({ events, omitted }: { events: readonly ScheduledEvent[]; omitted: number }) {
  if (events.length === 0) return <p class="hint">{t('schedule.nothing-today')}</p>;
  return (
    <>
      <ol class="events">
        {events.map(({ entryId, name, action, local, insteadLocal }) => (
          <li key={`${entryId}-${local}`}>
            <span class="event-time">{clockOf(minuteOf(local))}</span>
            <span>
              {actionWords(action)}
              {insteadLocal !== undefined && (
                <span class="hint">
                  {' '}
                  {t('schedule.instead', { time: clockOf(minuteOf(local)), instead: clockOf(minuteOf(insteadLocal)) })}
                </span>
              )}
            </span>
            {name !== '' && <span class="heard-only">{name}</span>}
          </li>
        ))}
      </ol>
      {omitted > 0 && <p class="hint">{t('schedule.omitted', { count: omitted })}</p>}
    </>
  );
}

/** By the clock on the wall where the panel is. */
function minuteNow(): number {
  const { timeZone } = schedule.peek() ?? {};
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(timeZone && { timeZone }) } as const;
  return minuteOf(`T${new Intl.DateTimeFormat('en-GB', options).format(Date.now())}`);
}
