import t from 'tap';
import type { ScheduleDay } from '../../../daemon/protocol/schedule.js';
import { startLocalDaemon } from './local-daemon.js';

/** Of a daemon whose today is the last day of October. */
function dayOf(day = '2026-10-31'): ScheduleDay {
  return {
    day,
    timeZone: 'Europe/Berlin',
    clock: { trusted: true, because: 'ntp' },
    shows: {},
    events: [],
    omitted: 0,
  };
}

t.test("the schedule of a day is told, and tomorrow is the day after the daemon's today", async (t) => {
  const { ask } = await startLocalDaemon(t, { services: { schedule: { day: dayOf } } });
  const days: [string[], RegExp][] = [
    [[], /^Saturday, 2026-10-31 \(Europe\/Berlin\)\n/],
    [['tomorrow'], /^Sunday, 2026-11-01 /],
    [['2026-03-29'], /^Sunday, 2026-03-29 /],
  ];
  for (const [words, said] of days) t.match(await ask('schedule', ...words), { code: 0, out: said });
  t.same(JSON.parse((await ask('schedule', '--json')).out), dayOf());
});
