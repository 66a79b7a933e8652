import { FramedError } from '../errors.js';
import type { ScheduleDay, ScheduleEntryState, ScheduleState } from '../protocol/schedule.js';
import { eventOf, nextOccurrence, occurrencesOn } from './calendar.js';
import { formatLocal, parseDay } from './local-time.js';
import { planAt, showsOf } from './plan.js';
import type { Schedule } from './schedule.js';

/** What is told of a schedule. */
export type ScheduleFacts = Pick<Schedule, 'entries' | 'zone' | 'trust'>;

/** The schedule as the state has it. */
export function stateOf({ entries, zone, trust }: ScheduleFacts, nowMs: number): ScheduleState {
  const reachedMs = zone.reachedAt(nowMs);
  const next = nextOccurrence(entries, reachedMs);
  const states = entries.map(({ id, name, cron, action, enabled, pattern }): [string, ScheduleEntryState] => {
    const nextMs = enabled ? pattern.next(reachedMs) : undefined;
    return [id, { name, cron, action, enabled, ...(nextMs !== undefined && { nextAtMs: zone.instantOf(nextMs) }) }];
  });
  return {
    timeZone: zone.name,
    clock: trust,
    entries: Object.fromEntries(states),
    ...(next && { next: eventOf(next, zone) }),
  };
}

/** What happens on a day, "2026-03-29"; undefined: today. Throws FramedError 'schedule-day-invalid'. */
export function dayOf({ entries, zone, trust }: ScheduleFacts, day: string | undefined, nowMs: number): ScheduleDay {
  const dayMs = parseDay(day ?? formatLocal(zone.readingAt(nowMs)).slice(0, 10));
  if (dayMs === undefined) {
    throw new FramedError('schedule-day-invalid', `The day is "${day}"; a day is written like 2026-03-29.`);
  }
  const { occurrences, omitted } = occurrencesOn(entries, dayMs);
  return {
    day: formatLocal(dayMs).slice(0, 10),
    timeZone: zone.name,
    clock: trust,
    shows: showsOf(planAt(entries, dayMs - 1)),
    events: occurrences.map((occurrence) => eventOf(occurrence, zone)),
    omitted,
  };
}
