import type { ScheduledAction } from '../../../../daemon/protocol/schedule.js';

/** An entry as the configuration file has it (docs/schedule.md). */
export interface ScheduleEntry {
  readonly name?: string;
  readonly at?: string;
  readonly days?: string;
  readonly cron?: string;
  readonly do: string;
  readonly enabled?: boolean;
}

/** Monday first. */
export const DAY_NAMES: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const DAY_WORDS: Readonly<Record<string, string>> = {
  daily: 'mon-sun',
  '*': 'mon-sun',
  weekdays: 'mon-fri',
  weekend: 'sat,sun',
  weekends: 'sat,sun',
};

/** The days of `days`, Monday first; undefined where it says more than which days ("fri#2"). Without `days`: all. */
export function readDays(days: string | undefined): boolean[] | undefined {
  const words = (days ?? 'daily').trim().toLowerCase();
  const chosen = DAY_NAMES.map(() => false);
  for (const part of (DAY_WORDS[words] ?? words).split(',')) {
    const [first, last = first, ...more] = part
      .trim()
      .split('-')
      .map((name) => DAY_NAMES.indexOf(name.trim()));
    if (first === undefined || last === undefined || first < 0 || last < 0 || more.length > 0) return undefined;
    for (let day = first; ; day = (day + 1) % 7) {
      chosen[day] = true;
      if (day === last) break;
    }
  }
  return chosen;
}

/** As a person would write them; undefined: every day. */
export function writeDays(chosen: readonly boolean[]): string | undefined {
  const names = DAY_NAMES.filter((_, day) => chosen[day]);
  if (names.length === 7) return undefined;
  const list = names.join(',');
  if (list === 'mon,tue,wed,thu,fri') return 'mon-fri';
  return list === 'sat,sun' ? 'weekend' : list;
}

/** "display off", "brightness 30 fade 60", "play Morning". */
export function writeAction(action: ScheduledAction): string {
  switch (action.type) {
    case 'play':
      return action.playlist === undefined ? 'play' : `play ${action.playlist}`;
    case 'display':
      return `display ${action.on ? 'on' : 'off'}`;
    case 'brightness':
      return `brightness ${action.percent}${action.fadeMs > 0 ? ` fade ${action.fadeMs / 1000}` : ''}`;
    default:
      return action.type;
  }
}

/** The entries of a configuration; what is none is left out. */
export function entriesOf(values: Readonly<Record<string, unknown>>): ScheduleEntry[] {
  const { schedule } = values;
  return Array.isArray(schedule) ? schedule.filter(isEntry) : [];
}

function isEntry(value: unknown): value is ScheduleEntry {
  return typeof value === 'object' && value !== null && 'do' in value && typeof value.do === 'string';
}

/** Where an entry stands in a list that somebody may have changed; -1: nowhere. */
export function placeOf(entries: readonly ScheduleEntry[], entry: ScheduleEntry): number {
  const key = keyOf(entry);
  return entries.findIndex((other) => keyOf(other) === key);
}

/** What tells an entry from others: all that it says. */
export function keyOf({ name, at, days, cron, do: what, enabled = true }: ScheduleEntry): string {
  return JSON.stringify([name, at, days, cron, what, enabled]);
}
