import { describeCronProblem } from './cron-words.js';
import { type Reading, refused, understood } from './reading.js';

/** Words for days of the week, beside node-cron's own (mon, mon-fri, sat,sun). */
const DAYS: Readonly<Record<string, string>> = {
  daily: '*',
  weekdays: 'mon-fri',
  weekend: 'sat,sun',
  weekends: 'sat,sun',
};

/** A time of day such as "23:00" or "6:30:15" as the first fields of a cron expression: "0 23", "15 30 6". */
export function readTime(at: string): Reading<string> {
  const [, hour, minute, second] = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(at.trim()) ?? [];
  if (hour === undefined || minute === undefined) {
    return refused('a time of day is written like "7:30" or "23:00"');
  }
  return understood([...(second === undefined ? [] : [second]), minute, hour].map(Number).join(' '));
}

/** Days such as "mon-fri", "sat,sun", "weekdays" or "weekend" as the last field of a cron expression. */
export function readDays(days: string): Reading<string> {
  const field = DAYS[days.trim().toLowerCase()] ?? days.replace(/\s+/g, '');
  const isGood = field !== '' && describeCronProblem(`0 0 * * ${field}`) === undefined;
  return isGood ? understood(field) : refused('days are written like "mon-fri", "sat,sun", "weekdays" or "weekend"');
}
