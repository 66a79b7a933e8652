import type { ScheduledAction, ScheduleShows } from '../../../../daemon/protocol/schedule.js';
import { language, t } from '../../texts/texts.js';
import { readDays, type ScheduleEntry } from './entry.js';

/** "Screen off", "Brightness 30 % over 60 s", "Play Morning". */
export function actionWords(action: ScheduledAction): string {
  switch (action.type) {
    case 'display':
      return t(action.on ? 'schedule.display-on' : 'schedule.display-off');
    case 'brightness':
      return action.fadeMs > 0
        ? t('schedule.brightness-fade', { percent: action.percent, seconds: action.fadeMs / 1000 })
        : t('schedule.brightness-to', { percent: action.percent });
    case 'play':
      return action.playlist === undefined
        ? t('schedule.play-library')
        : t('schedule.play-list', { name: action.playlist });
    case 'next':
      return t('schedule.next-clip');
    case 'reload':
      return t('schedule.start-over');
  }
}

/** "Every day", "Weekdays", "Mon, Wed"; a cron expression as it is. */
export function whenWords({ at, days, cron }: ScheduleEntry): string {
  if (at === undefined) return cron ?? '';
  return `${at} · ${daysWords(days)}`;
}

function daysWords(days: string | undefined): string {
  const chosen = readDays(days);
  if (chosen === undefined) return days ?? '';
  const key = chosen.map((is) => (is ? 1 : 0)).join('');
  if (key === '1111111') return t('schedule.every-day');
  if (key === '1111100') return t('schedule.weekdays');
  if (key === '0000011') return t('schedule.weekend');
  return chosen.flatMap((is, day) => (is ? [dayName(day, 'short')] : [])).join(', ');
}

/** @param day 0 is Monday. */
export function dayName(day: number, style: 'short' | 'long' | 'narrow'): string {
  // 2024 began with a Monday.
  return new Intl.DateTimeFormat(language(), { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + day));
}

/** What is to be seen, in a line: "Morning, 30 % bright"; "Dark". */
export function showsWords({ display, brightness, play }: ScheduleShows): string {
  if (display?.on === false) return t('schedule.dark');
  const what = play?.playlist ?? t('schedule.whole-library');
  return brightness === undefined ? what : t('schedule.at-brightness', { what, percent: brightness.percent });
}

/** "Saturday, 21 November" */
export function dateWords(day: string): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language(), options).format(Date.parse(day));
}

/** The day after (or before) one of the calendar: "2026-03-29". */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
