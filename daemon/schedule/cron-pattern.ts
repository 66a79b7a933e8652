import { FramedError } from '../errors.js';
import { CronDays } from './cron-days.js';
import { describeCronProblem } from './cron-words.js';
import { DAY_MS, type LocalMs } from './local-time.js';
import { nodeCron } from './node-cron.js';

/**
 * A cron expression as node-cron 4.6 reads it: five fields, or six with seconds in front. Knows local times only; {@link Zone} turns
 * them into moments. Day of month and day of week must both match, as node-cron has it (not as Vixie's cron, which takes either).
 */
export class CronPattern {
  readonly #days: CronDays;
  readonly #hours: readonly number[];
  readonly #minutes: readonly number[];
  readonly #seconds: readonly number[];

  /** Throws FramedError 'cron-invalid', naming the field that is wrong and what it may hold. */
  constructor(expression: string) {
    const problem = describeCronProblem(expression);
    if (problem !== undefined) {
      throw new FramedError('cron-invalid', `The cron expression "${expression}" cannot be used: ${problem}.`);
    }
    const fields = nodeCron().parse(expression);
    this.#days = new CronDays(fields, expression);
    this.#hours = ascending(fields.hour);
    this.#minutes = ascending(fields.minute);
    this.#seconds = ascending(fields.second);
  }

  /** The latest time that matches, `localMs` itself among them; undefined where there was none in 40 years. */
  last(localMs: LocalMs): LocalMs | undefined {
    const today = Math.floor(localMs / DAY_MS);
    const day = this.#days.find(today, -1);
    if (day === today) {
      const second = this.#lastSecond(Math.floor((localMs - today * DAY_MS) / 1000));
      if (second !== undefined) return day * DAY_MS + second * 1000;
    }
    const before = day === today ? this.#days.find(today - 1, -1) : day;
    const second = this.#lastSecond(Number.POSITIVE_INFINITY);
    return before === undefined || second === undefined ? undefined : before * DAY_MS + second * 1000;
  }

  /** The earliest time after `localMs` that matches; undefined where there is none in 40 years. */
  next(localMs: LocalMs): LocalMs | undefined {
    const today = Math.floor(localMs / DAY_MS);
    const day = this.#days.find(today, 1);
    if (day === today) {
      const second = this.#firstSecond(Math.floor((localMs - today * DAY_MS) / 1000) + 1);
      if (second !== undefined) return day * DAY_MS + second * 1000;
    }
    const after = day === today ? this.#days.find(today + 1, 1) : day;
    const second = this.#firstSecond(0);
    return after === undefined || second === undefined ? undefined : after * DAY_MS + second * 1000;
  }

  /** The last second of a day that matches, not later than `limit`. */
  #lastSecond(limit: number): number | undefined {
    for (const hour of this.#hours.toReversed()) {
      if (hour * 3600 > limit) continue;
      for (const minute of this.#minutes.toReversed()) {
        const start = hour * 3600 + minute * 60;
        const second = this.#seconds.findLast((at) => start + at <= limit);
        if (second !== undefined) return start + second;
      }
    }
    return undefined;
  }

  /** The first second of a day that matches, not earlier than `limit`. */
  #firstSecond(limit: number): number | undefined {
    for (const hour of this.#hours) {
      if (hour * 3600 + 3599 < limit) continue;
      for (const minute of this.#minutes) {
        const start = hour * 3600 + minute * 60;
        const second = this.#seconds.find((at) => start + at >= limit);
        if (second !== undefined) return start + second;
      }
    }
    return undefined;
  }
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}
