import type { ScheduledEvent } from '../protocol/schedule.js';
import type { ScheduleEntry } from './entry.js';
import { DAY_MS, formatLocal, type LocalMs } from './local-time.js';
import type { Occurrence } from './plan.js';
import type { Zone } from './zone.js';

/** A day's list longer than this is for no reader. */
const MAX_EVENTS = 500;

/** What is due on a day, in order; what comes at the same time in the order of the list. `omitted`: how many more there are. */
export function occurrencesOn(
  entries: readonly ScheduleEntry[],
  dayMs: LocalMs,
): { occurrences: Occurrence[]; omitted: number } {
  const all = entries
    .filter(({ enabled }) => enabled)
    .flatMap((entry) => timesOn(entry, dayMs).map((localMs) => ({ entry, localMs })))
    .sort((a, b) => a.localMs - b.localMs);
  return { occurrences: all.slice(0, MAX_EVENTS), omitted: Math.max(0, all.length - MAX_EVENTS) };
}

function timesOn({ pattern }: ScheduleEntry, dayMs: LocalMs): LocalMs[] {
  const times: LocalMs[] = [];
  for (let at = pattern.next(dayMs - 1); at !== undefined && at < dayMs + DAY_MS; at = pattern.next(at)) times.push(at);
  return times;
}

/** What is due first after a local time. */
export function nextOccurrence(entries: readonly ScheduleEntry[], localMs: LocalMs): Occurrence | undefined {
  let first: Occurrence | undefined;
  for (const entry of entries) {
    const atMs = entry.enabled ? entry.pattern.next(localMs) : undefined;
    if (atMs !== undefined && (first === undefined || atMs < first.localMs)) first = { entry, localMs: atMs };
  }
  return first;
}

/** As people and programs are told of it. */
export function eventOf({ entry, localMs }: Occurrence, zone: Zone): ScheduledEvent {
  const atMs = zone.instantOf(localMs);
  const readingMs = zone.readingAt(atMs);
  return {
    entryId: entry.id,
    name: entry.name,
    action: entry.action,
    local: formatLocal(localMs),
    atMs,
    ...(readingMs !== localMs && { insteadLocal: formatLocal(readingMs) }),
  };
}
