import type { ScheduleDay, ScheduledAction, ScheduleShows } from '../../../../daemon/protocol/schedule.js';

/** What shows for a part of a day. */
export interface DaySpan {
  /** Minutes of the clock on the wall since midnight, [from, to): to 1440. */
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly shows: ScheduleShows;
}

export const MINUTES_OF_DAY = 24 * 60;

/** A day in parts in which the same shows, in order and without gaps. */
export function daySpans({ shows, events }: Pick<ScheduleDay, 'shows' | 'events'>): DaySpan[] {
  const spans: DaySpan[] = [];
  let from = 0;
  let current = shows;
  for (const { local, action } of events) {
    const next = after(current, action);
    if (next === current) continue;
    const minute = minuteOf(local);
    if (minute > from) spans.push({ fromMinute: from, toMinute: minute, shows: current });
    from = Math.max(from, minute);
    current = next;
  }
  if (from < MINUTES_OF_DAY) spans.push({ fromMinute: from, toMinute: MINUTES_OF_DAY, shows: current });
  return spans;
}

/** What shows at a minute of the day. */
export function showsAt(spans: readonly DaySpan[], minute: number): ScheduleShows {
  return spans.find(({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute)?.shows ?? {};
}

/** The hour and minute of "2026-03-29T07:30:00", in minutes. */
export function minuteOf(local: string): number {
  const [hours = 0, minutes = 0] = (local.split('T')[1] ?? '').split(':').map(Number);
  return hours * 60 + minutes;
}

/** "07:30" */
export function clockOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** What comes and goes (next, reload) changes nothing of it. */
function after(shows: ScheduleShows, action: ScheduledAction): ScheduleShows {
  switch (action.type) {
    case 'display':
      return { ...shows, display: { on: action.on } };
    case 'brightness':
      return { ...shows, brightness: { percent: action.percent } };
    case 'play':
      return { ...shows, play: action.playlist === undefined ? {} : { playlist: action.playlist } };
    default:
      return shows;
  }
}
