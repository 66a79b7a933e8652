import t from 'tap';
import { scheduleText } from '../../../daemon/cli/schedule-text.js';
import { dayOf } from '../../../daemon/schedule/schedule-view.js';
import { Zone } from '../../../daemon/schedule/zone.js';
import { entriesOf } from '../schedule/schedule-lab.js';

const ENTRIES = entriesOf(
  '2:30 brightness 30 fade 60',
  '23:00 display off',
  '7:00:15 display on',
  'sat 8:00 play Evening',
);
const FACTS = { entries: ENTRIES, zone: new Zone('Europe/Berlin'), trust: { trusted: true, because: 'ntp' } } as const;

t.test('a day is told as people read it, the hour that is skipped too', (t) => {
  t.equal(
    scheduleText(dayOf(FACTS, '2026-03-29', 0)),
    `Sunday, 2026-03-29 (Europe/Berlin)
          begins with display off, brightness 30, play Evening
02:30     brightness 30 over 60 s, at 03:00, since the clocks go forward
07:00:15  display on
23:00     display off
`,
  );
  t.end();
});

t.test('a clock that is not believed is told first', (t) => {
  const doubted = { ...FACTS, trust: { trusted: false, because: 'not-in-step' } } as const;
  t.match(
    scheduleText(dayOf(doubted, '2026-03-30', 0)),
    /^Nothing has set the clock since this machine started: nothing of this/,
  );
  t.end();
});

t.test('a schedule of nothing, and one of too much, are told in few lines', (t) => {
  const empty = scheduleText(dayOf({ ...FACTS, entries: [] }, '2026-03-30', 0));
  t.equal(empty, 'Monday, 2026-03-30 (Europe/Berlin)\n  the schedule leaves everything as it is\n');
  const busy = scheduleText(dayOf({ ...FACTS, entries: entriesOf('* * * * * | next') }, '2026-03-30', 0));
  t.match(busy, /08:19 {2}next clip\nand 940 more\n$/);
  t.end();
});
