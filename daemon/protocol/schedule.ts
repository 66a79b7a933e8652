import * as z from 'zod/mini';

/** What an entry of the schedule does. */
export const ScheduledAction = z.discriminatedUnion('type', [
  /** `playlist`: name or id, as it was written; absent: the whole library. */
  z.object({ type: z.literal('play'), playlist: z.optional(z.string()) }),
  z.object({ type: z.literal('display'), on: z.boolean() }),
  /** 0 (the least light) to 100, as people perceive it, reached in `fadeMs` milliseconds. */
  z.object({ type: z.literal('brightness'), percent: z.number(), fadeMs: z.number() }),
  /** The next clip. */
  z.object({ type: z.literal('next') }),
  /** What plays, from its beginning. */
  z.object({ type: z.literal('reload') }),
]);
export type ScheduledAction = z.infer<typeof ScheduledAction>;

/** One time at which an entry is due. */
export const ScheduledEvent = z.object({
  entryId: z.string(),
  name: z.string(),
  action: ScheduledAction,
  /** What the clock on the wall reads then, in the schedule's time zone: "2026-03-29T23:00:00". */
  local: z.string(),
  /** When that is, in milliseconds since the Unix epoch. */
  atMs: z.number(),
  /** What the clock on the wall really reads at that moment, where `local` is an hour that is skipped on that day. */
  insteadLocal: z.optional(z.string()),
});
export type ScheduledEvent = z.infer<typeof ScheduledEvent>;

export const ScheduleEntryState = z.object({
  name: z.string(),
  cron: z.string(),
  action: ScheduledAction,
  enabled: z.boolean(),
  /** In milliseconds since the Unix epoch; absent while it is not enabled, or will never be due again. */
  nextAtMs: z.optional(z.number()),
});
export type ScheduleEntryState = z.infer<typeof ScheduleEntryState>;

/** Whether the clock is believed, and why. While it is not, the schedule does nothing. */
export const ClockTrust = z.object({
  trusted: z.boolean(),
  /**
   * Of a trusted one: 'ntp' keeps it in step; 'rtc': a real-time clock kept it; 'config': the configuration says so. Of another: 'too-early': it
   * reads a time before this program was; 'not-in-step': nothing has set it since the machine started.
   */
  because: z.enum(['ntp', 'rtc', 'config', 'too-early', 'not-in-step']),
});
export type ClockTrust = z.infer<typeof ClockTrust>;

/** What the schedule wants to be showing; a member is absent where it says nothing about it. */
export const ScheduleShows = z.object({
  display: z.optional(z.object({ on: z.boolean() })),
  brightness: z.optional(z.object({ percent: z.number() })),
  /** `playlist` absent: the whole library. */
  play: z.optional(z.object({ playlist: z.optional(z.string()) })),
});
export type ScheduleShows = z.infer<typeof ScheduleShows>;

/** The schedule in the state. */
export const ScheduleState = z.object({
  /** IANA name, e.g. "Europe/Berlin". */
  timeZone: z.string(),
  clock: ClockTrust,
  /** By their place in the configuration: "1", "2", … */
  entries: z.record(z.string(), ScheduleEntryState),
  /** Absent where nothing will be due. */
  next: z.optional(ScheduledEvent),
});
export type ScheduleState = z.infer<typeof ScheduleState>;

/** Answer of GET /api/schedule: one day of the calendar, in the schedule's time zone. */
export const ScheduleDay = z.object({
  /** "2026-03-29" */
  day: z.string(),
  timeZone: z.string(),
  clock: ClockTrust,
  /** Before the first event of the day. */
  shows: ScheduleShows,
  /** In order. */
  events: z.array(ScheduledEvent),
  /** How many more there are than `events` names. */
  omitted: z.int(),
});
export type ScheduleDay = z.infer<typeof ScheduleDay>;

/** "display off", "brightness 30 over 60 s", "play Morning". */
export function describeAction(action: ScheduledAction): string {
  switch (action.type) {
    case 'play':
      return action.playlist === undefined ? 'play the library' : `play ${action.playlist}`;
    case 'display':
      return `display ${action.on ? 'on' : 'off'}`;
    case 'brightness':
      return `brightness ${action.percent}${action.fadeMs > 0 ? ` over ${action.fadeMs / 1000} s` : ''}`;
    case 'next':
      return 'next clip';
    case 'reload':
      return 'start over';
  }
}
