import * as z from 'zod';
import { readAction } from '../schedule/action-words.js';
import { describeCronProblem } from '../schedule/cron-words.js';
import type { Reading } from '../schedule/reading.js';
import { readDays, readTime } from '../schedule/time-words.js';
import { nearestTimeZone } from './time-zones.js';

/** Reads words to see whether they mean something; what is decoded are the words themselves, so that they can be written back. */
function words(read: (text: string) => Reading<unknown>) {
  return z.string().superRefine((text, context) => {
    const reading = read(text);
    if (!reading.ok) context.addIssue({ code: 'custom', message: reading.why });
  });
}

function readCron(text: string): Reading<string> {
  const why = describeCronProblem(text);
  return why === undefined ? { ok: true, value: text } : { ok: false, why };
}

const Entry = z
  .strictObject({
    name: z.string().min(1).max(60).optional().describe('What the entry is called; else what it does.'),
    cron: words(readCron)
      .optional()
      .describe(
        'When: minute, hour, day of the month, month, day of the week; with six fields the second comes first.',
      ),
    at: words(readTime).optional().describe('When, in place of cron: a time of day such as "23:00".'),
    days: words(readDays).optional().describe('With at: mon-fri, sat,sun, weekdays, weekend; else every day.'),
    do: words(readAction).describe(
      'play PLAYLIST, play (the whole library), display on, display off, brightness N, brightness N fade SECONDS, next, reload.',
    ),
    enabled: z.boolean().default(true).describe('false keeps the entry and does not do it.'),
  })
  .superRefine(({ cron, at, days }, context) => {
    const refuse = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    if (cron === undefined && at === undefined)
      refuse('at', 'an entry says when, by at ("23:00") or by cron ("0 23 * * *")');
    if (cron !== undefined && at !== undefined) refuse('at', 'an entry says when by at or by cron, not by both');
    if (cron !== undefined && days !== undefined) refuse('days', 'cron has a field for them; days go with at');
  });

/** The `schedule` section: what happens when. */
export const ScheduleKeys = z.array(Entry).max(200).default([]).describe('What happens when; a list.');

/** The time zone of the schedule. */
export const TimeZoneKey = z
  .string()
  .superRefine((name, context) => {
    const problem = timeZoneProblem(name);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  })
  .default('system')
  .describe("Time zone of the schedule, such as Europe/Berlin; system is the machine's.");

function timeZoneProblem(name: string): string | undefined {
  // Intl takes offsets too, from Node 22 on; a schedule in one would be an hour off for half of the year.
  if (name === 'system' || (/^[A-Za-z]/.test(name) && isKnown(name))) return undefined;
  const nearest = nearestTimeZone(name);
  return `it must be system, or a time zone by its IANA name, such as ${nearest ?? 'Europe/Berlin'} (timedatectl list-timezones has them all)`;
}

function isKnown(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

/** Whether the clock is believed. */
export const TrustClockKey = z
  .enum(['auto', 'always'])
  .default('auto')
  .describe(
    'auto: the schedule waits until NTP or a real-time clock vouches for the clock; always: whatever it reads is believed.',
  );
