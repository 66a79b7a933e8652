import type { ScheduledAction, ScheduleShows } from '../protocol/schedule.js';
import type { ScheduleEntry } from './entry.js';
import type { LocalMs } from './local-time.js';
import type { Zone } from './zone.js';

/** What an action leaves behind it, until another of its kind. `next` and `reload` pass. */
export const LASTING_KINDS = ['display', 'brightness', 'play'] as const;
export type LastingKind = (typeof LASTING_KINDS)[number];

/** An entry at one of its times. */
export interface Occurrence {
  readonly entry: ScheduleEntry;
  readonly localMs: LocalMs;
}

/** What holds at a moment: of each kind, what was due last. */
export type Plan = ReadonlyMap<LastingKind, Occurrence>;

/**
 * What should be showing when a local time has come. Looks back for what was due last of each kind, over months that an entry skips in one
 * step. Of two that are due at once, the one that stands later in the list holds.
 */
export function planAt(entries: readonly ScheduleEntry[], localMs: LocalMs): Plan {
  const plan = new Map<LastingKind, Occurrence>();
  for (const entry of entries) {
    const kind = lastingKindOf(entry.action);
    const atMs = kind && entry.enabled ? entry.pattern.last(localMs) : undefined;
    if (kind === undefined || atMs === undefined) continue;
    const known = plan.get(kind);
    if (known === undefined || atMs >= known.localMs) plan.set(kind, { entry, localMs: atMs });
  }
  return plan;
}

/** When each entry whose action passes was due last. */
export function passingAt(entries: readonly ScheduleEntry[], localMs: LocalMs): Occurrence[] {
  return entries.flatMap((entry) => {
    const isPassing = entry.enabled && lastingKindOf(entry.action) === undefined;
    const atMs = isPassing ? entry.pattern.last(localMs) : undefined;
    return atMs === undefined ? [] : [{ entry, localMs: atMs }];
  });
}

/** What should be showing at a moment, by the schedule alone: a pure function of its arguments. */
export function showsAt(entries: readonly ScheduleEntry[], zone: Zone, nowMs: number): ScheduleShows {
  return showsOf(planAt(entries, zone.reachedAt(nowMs)));
}

/** A plan without its times. */
export function showsOf(plan: Plan): ScheduleShows {
  const shows: ScheduleShows = {};
  for (const { entry } of plan.values()) {
    const { action } = entry;
    if (action.type === 'display') shows.display = { on: action.on };
    if (action.type === 'brightness') shows.brightness = { percent: action.percent };
    if (action.type === 'play') {
      shows.play = action.playlist === undefined ? {} : { playlist: action.playlist };
    }
  }
  return shows;
}

export function lastingKindOf({ type }: ScheduledAction): LastingKind | undefined {
  return type === 'next' || type === 'reload' ? undefined : type;
}
