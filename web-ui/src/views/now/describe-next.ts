import type { ScheduledAction, ScheduledEvent } from '../../../../daemon/protocol/schedule.js';
import { language, t } from '../../texts/texts.js';

/** "23:00 panel off", with the day where that is not today in the schedule's time zone: "Mon 7:00 panel on". */
export function describeNext({ local, name, action }: ScheduledEvent, timeZone: string, nowMs: number): string {
  // Swedes write dates as the daemon does: 2026-03-29.
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(nowMs);
  const [day = '', time = ''] = local.split('T');
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language(), { timeZone: 'UTC', ...options }).format(Date.parse(day));
  const daysAhead = (Date.parse(day) - Date.parse(today)) / 86_400_000;
  const when =
    daysAhead === 0 ? '' : `${daysAhead < 7 ? format({ weekday: 'short' }) : format({ dateStyle: 'medium' })} `;
  return `${when}${time.slice(0, 5)} · ${nameOf(name, action)}`;
}

/** Entries without a name of their own are called after what they do, in the daemon's language. */
function nameOf(name: string, action: ScheduledAction): string {
  if (action.type === 'display' && name === `display ${action.on ? 'on' : 'off'}`) {
    return t(action.on ? 'now.event-on' : 'now.event-off');
  }
  return name;
}
