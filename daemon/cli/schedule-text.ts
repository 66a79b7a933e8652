import {
  type ClockTrust,
  describeAction,
  type ScheduleDay,
  type ScheduledEvent,
  type ScheduleShows,
} from '../protocol/schedule.js';
import { printedName, printedTable } from './printed.js';

/** A day of the schedule as `framed schedule` prints it: what shows when it begins, and what happens then. */
export function scheduleText({ day, timeZone, clock, shows, events, omitted }: ScheduleDay): string {
  const weekday = new Intl.DateTimeFormat('en', { timeZone: 'UTC', weekday: 'long' }).format(Date.parse(day));
  const rows = [['', describeShows(shows)], ...events.map(rowOf)];
  return [
    ...(clock.trusted ? [] : [`${describeDoubt(clock)}: nothing of this happens until it is believed.\n\n`]),
    `${weekday}, ${day} (${timeZone})\n`,
    printedTable(rows),
    ...(omitted > 0 ? [`and ${omitted} more\n`] : []),
  ].join('');
}

function rowOf({ local, insteadLocal, name, action }: ScheduledEvent): string[] {
  const what = describeAction(action);
  const words = [name === what ? what : `${what} (${name})`];
  if (insteadLocal !== undefined) words.push(`at ${printedClock(insteadLocal)}, since the clocks go forward`);
  return [printedClock(local), printedName(words.join(', '))];
}

/** "23:00", or "23:00:15" where that is not on the minute. */
function printedClock(local: string): string {
  const time = local.slice(11);
  return time.endsWith(':00') ? time.slice(0, 5) : time;
}

function describeShows({ display, brightness, play }: ScheduleShows): string {
  const actions = [
    ...(display ? [describeAction({ type: 'display', ...display })] : []),
    ...(brightness ? [describeAction({ type: 'brightness', fadeMs: 0, ...brightness })] : []),
    ...(play ? [describeAction({ type: 'play', ...play })] : []),
  ];
  return printedName(
    actions.length === 0 ? 'the schedule leaves everything as it is' : `begins with ${actions.join(', ')}`,
  );
}

function describeDoubt({ because }: ClockTrust): string {
  return because === 'too-early'
    ? 'The clock reads a time before framed was there'
    : 'Nothing has set the clock since this machine started';
}
