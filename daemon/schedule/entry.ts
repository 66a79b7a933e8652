import { FramedError } from '../errors.js';
import { describeAction, type ScheduledAction } from '../protocol/schedule.js';
import { readAction } from './action-words.js';
import { CronPattern } from './cron-pattern.js';
import type { Reading } from './reading.js';
import { readDays, readTime } from './time-words.js';

/** An entry as the configuration has it: either `cron`, or `at` with or without `days`. */
export interface EntryWords {
  name?: string | undefined;
  cron?: string | undefined;
  /** "23:00" */
  at?: string | undefined;
  /** "mon-fri" */
  days?: string | undefined;
  /** "display off" */
  do: string;
  enabled: boolean;
}

/** An entry of the schedule: when, and what then. */
export interface ScheduleEntry {
  /** Its place in the configuration: "1", "2", … */
  readonly id: string;
  readonly name: string;
  readonly cron: string;
  readonly pattern: CronPattern;
  readonly action: ScheduledAction;
  readonly enabled: boolean;
}

/** Reads the entries of a configuration. Throws FramedError 'cron-invalid' or 'schedule-invalid'. */
export function readEntries(entries: readonly EntryWords[]): ScheduleEntry[] {
  return entries.map((words, index) => {
    const action = meaningOf(readAction(words.do), words.do);
    const cron = words.cron ?? cronOf(words);
    const name = words.name ?? describeAction(action);
    return { id: String(index + 1), name, cron, pattern: new CronPattern(cron), action, enabled: words.enabled };
  });
}

function cronOf({ at = '', days = 'daily' }: EntryWords): string {
  return `${meaningOf(readTime(at), at)} * * ${meaningOf(readDays(days), days)}`;
}

function meaningOf<T>(reading: Reading<T>, words: string): T {
  if (reading.ok) return reading.value;
  throw new FramedError('schedule-invalid', `The schedule says "${words}": ${reading.why}.`);
}
