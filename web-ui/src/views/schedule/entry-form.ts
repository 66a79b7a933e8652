import type { ScheduledAction } from '../../../../daemon/protocol/schedule.js';
import { DAY_NAMES, readDays, type ScheduleEntry, writeAction, writeDays } from './entry.js';

export const WHATS = ['off', 'on', 'play', 'brightness', 'next', 'reload'] as const;
export type What = (typeof WHATS)[number];

/** An entry as it is filled in. Numbers are as they were typed. */
export interface EntryForm {
  readonly name: string;
  readonly isCron: boolean;
  readonly at: string;
  readonly days: readonly boolean[];
  readonly cron: string;
  readonly what: What;
  /** Empty: the whole library. */
  readonly playlist: string;
  readonly percent: string;
  readonly fadeSeconds: string;
}

/** @param action what the entry does, as the daemon understands it. */
export function formOf(entry: ScheduleEntry | undefined, action: ScheduledAction | undefined): EntryForm {
  const days = readDays(entry?.days);
  return {
    name: entry?.name ?? '',
    // Days that no row of seven can show are left to whoever wrote them.
    isCron: entry !== undefined && (entry.at === undefined || days === undefined),
    at: twoDigits(entry?.at ?? '23:00'),
    days: days ?? DAY_NAMES.map(() => true),
    cron: entry?.cron ?? '',
    what: action === undefined ? 'off' : whatOf(action),
    playlist: action?.type === 'play' ? (action.playlist ?? '') : '',
    percent: String(action?.type === 'brightness' ? action.percent : 30),
    fadeSeconds: String(action?.type === 'brightness' ? action.fadeMs / 1000 : 0),
  };
}

/** The entry that was filled in; undefined while something is missing or cannot be. The daemon has the last word on cron expressions. */
export function entryOf(form: EntryForm, enabled: boolean): ScheduleEntry | undefined {
  const action = actionOf(form);
  const when = form.isCron ? cronOf(form) : timeOf(form);
  if (action === undefined || when === undefined) return undefined;
  const name = form.name.trim();
  return { ...(name !== '' && { name }), ...when, do: writeAction(action), enabled };
}

function cronOf({ cron }: EntryForm): Pick<ScheduleEntry, 'cron'> | undefined {
  return cron.trim() === '' ? undefined : { cron: cron.trim() };
}

function timeOf({ at, days }: EntryForm): Pick<ScheduleEntry, 'at' | 'days'> | undefined {
  if (!/^\d\d:\d\d(:\d\d)?$/.test(at) || !days.includes(true)) return undefined;
  const words = writeDays(days);
  return { at, ...(words !== undefined && { days: words }) };
}

function actionOf({ what, playlist, percent, fadeSeconds }: EntryForm): ScheduledAction | undefined {
  switch (what) {
    case 'on':
    case 'off':
      return { type: 'display', on: what === 'on' };
    case 'play':
      return playlist === '' ? { type: 'play' } : { type: 'play', playlist };
    case 'brightness': {
      const isGood = isBetween(percent, 100) && isBetween(fadeSeconds, 12 * 60 * 60);
      return isGood ? { type: 'brightness', percent: Number(percent), fadeMs: Number(fadeSeconds) * 1000 } : undefined;
    }
    default:
      return { type: what };
  }
}

function isBetween(typed: string, most: number): boolean {
  return typed.trim() !== '' && Number(typed) >= 0 && Number(typed) <= most;
}

function whatOf(action: ScheduledAction): What {
  return action.type === 'display' ? (action.on ? 'on' : 'off') : action.type;
}

/** A time field of a browser takes "07:00" only. */
function twoDigits(at: string): string {
  return /^\d:/.test(at) ? `0${at}` : at;
}
