import type { ParsedFields } from 'node-cron';
import { DAY_MS } from './local-time.js';
import { nodeCron } from './node-cron.js';

/** February 29th on a given day of the week comes every 28 years, and after 2096 not before 2132. What is not found in 40 never comes. */
const HORIZON_DAYS = Math.ceil(40 * 365.25);

/** The days of the calendar on which a cron expression is due. Days are counted from 1970-01-01, which is 0. */
export class CronDays {
  readonly #months: ReadonlySet<number>;
  readonly #matches: (date: Date) => boolean;

  /** @param expression of which `fields` are what node-cron parsed. */
  constructor({ month, dayOfMonth, dayOfWeek }: ParsedFields, expression: string) {
    this.#months = new Set(month);
    const isPlain = [...dayOfMonth, ...dayOfWeek].every((value) => typeof value === 'number');
    this.#matches = isPlain
      ? (date) => dayOfMonth.includes(date.getUTCDate()) && dayOfWeek.includes(date.getUTCDay())
      : matchByNodeCron(expression);
  }

  /** The nearest day that matches, `day` itself among them: from there on (1) or before it (-1). Undefined: there is none in 40 years. */
  find(day: number, step: 1 | -1): number | undefined {
    for (let at = day; Math.abs(at - day) <= HORIZON_DAYS; ) {
      const date = new Date(at * DAY_MS);
      if (!this.#months.has(date.getUTCMonth() + 1)) at = pastMonth(date, step);
      else if (this.#matches(date)) return at;
      else at += step;
    }
    return undefined;
  }
}

/** The first day of the month after, or the last of the one before. */
function pastMonth(date: Date, step: 1 | -1): number {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return step === 1 ? Date.UTC(year, month + 1, 1) / DAY_MS : Date.UTC(year, month, 0) / DAY_MS;
}

/** L, 15W, 5#2 and the like are node-cron's to know. A task of it that was never started answers for midnights of UTC. */
function matchByNodeCron(expression: string): (midnight: Date) => boolean {
  const days = expression.trim().split(/\s+/).slice(-3).join(' ');
  const task = nodeCron().createTask(`0 0 ${days}`, () => {}, { timezone: 'UTC' });
  // It leaves node-cron's list of tasks, and goes on answering.
  void task.destroy();
  return (midnight) => task.match(midnight);
}
