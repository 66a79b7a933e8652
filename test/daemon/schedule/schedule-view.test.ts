import t from 'tap';
import { ScheduleDay, ScheduleState } from '../../../daemon/protocol/schedule.js';
import { showsAt } from '../../../daemon/schedule/plan.js';
import { dayOf, stateOf } from '../../../daemon/schedule/schedule-view.js';
import { Zone } from '../../../daemon/schedule/zone.js';
import { entriesOf } from './schedule-lab.js';

const BERLIN = new Zone('Europe/Berlin');
const TRUST = { trusted: true, because: 'ntp' } as const;
const ENTRIES = entriesOf(
  '23:00 display off',
  '7:00 display on',
  'mon-fri 18:00 brightness 40',
  '0 0 24 12 * | play Xmas',
);
const FACTS = { entries: ENTRIES, zone: BERLIN, trust: TRUST };

t.test('what should be showing is a function of entries, zone and moment', (t) => {
  const at = (time: string) => showsAt(ENTRIES, BERLIN, Date.parse(time));
  t.same(at('2026-03-30T23:30:00+02:00'), {
    display: { on: false },
    brightness: { percent: 40 },
    play: { playlist: 'Xmas' },
  });
  t.match(at('2026-03-31T07:00:00+02:00'), { display: { on: true } });
  t.match(at('2026-03-31T06:59:59.999+02:00'), { display: { on: false } });
  t.end();
});

t.test('of two that come at once, the one that stands later in the list holds', (t) => {
  const at = Date.parse('2026-03-30T12:00:00+02:00');
  t.match(showsAt(entriesOf('9:00 brightness 10', '9:00 brightness 20'), BERLIN, at), { brightness: { percent: 20 } });
  t.match(showsAt(entriesOf('9:00 brightness 20', '9:00 brightness 10'), BERLIN, at), { brightness: { percent: 10 } });
  t.end();
});

t.test('a day lists what happens on it, and begins with what the day before left', (t) => {
  const day = dayOf(FACTS, '2026-12-24', 0);
  t.same(ScheduleDay.parse(day), day);
  t.same(day.shows, { display: { on: false }, brightness: { percent: 40 }, play: { playlist: 'Xmas' } });
  t.same(
    day.events.map(({ local, name }) => `${local.slice(11, 16)} ${name}`),
    ['00:00 play Xmas', '07:00 display on', '18:00 brightness 40', '23:00 display off'],
  );
  t.end();
});

t.test('an event in the doubled hour comes once, one in the skipped hour says when it really comes', (t) => {
  const night = { ...FACTS, entries: entriesOf('2:30 next') };
  t.match(dayOf(night, '2026-10-25', 0).events, [{ atMs: Date.parse('2026-10-25T00:30:00Z') }]);
  t.match(dayOf(night, '2026-03-29', 0).events, [
    { local: '2026-03-29T02:30:00', insteadLocal: '2026-03-29T03:00:00', atMs: Date.parse('2026-03-29T01:00:00Z') },
  ]);
  t.end();
});

t.test('without a day it is today, there', (t) => {
  const tokyo = { ...FACTS, zone: new Zone('Asia/Tokyo') };
  t.equal(dayOf(tokyo, undefined, Date.parse('2026-03-29T16:00:00Z')).day, '2026-03-30');
  t.end();
});

t.test('what is no day is refused', (t) => {
  for (const day of ['tomorrow', '2026-02-30', '2026-3-1', '']) {
    t.throws(() => dayOf(FACTS, day, 0), { code: 'schedule-day-invalid', message: /a day is written like 2026-03-29/ });
  }
  t.end();
});

t.test('the state has each entry with its next time, and the one that is first', (t) => {
  const entries = ENTRIES.map((entry) => (entry.id === '1' ? { ...entry, enabled: false } : entry));
  const state = stateOf({ ...FACTS, entries }, Date.parse('2026-03-28T20:00:00+01:00'));
  t.same(ScheduleState.parse(state), state);
  t.equal(state.entries['1']?.nextAtMs, undefined, 'one that is not enabled is never due');
  t.equal(state.entries['3']?.nextAtMs, Date.parse('2026-03-30T18:00:00+02:00'));
  t.match(state.next, { entryId: '2', local: '2026-03-29T07:00:00', atMs: Date.parse('2026-03-29T07:00:00+02:00') });
  t.equal(stateOf({ ...FACTS, entries: [] }, 0).next, undefined);
  t.end();
});
