import t from 'tap';
import type { ScheduledAction, ScheduledEvent } from '../../../../daemon/protocol/schedule.js';
import { importPageModule } from '../../page-module.js';

const { clockOf, daySpans, showsAt } =
  await importPageModule<typeof import('../../../../web-ui/src/views/schedule/day-spans.js')>(
    'views/schedule/day-spans.ts',
  );

const event = (clock: string, action: ScheduledAction): ScheduledEvent => ({
  ...{ entryId: '1', name: '', action, atMs: 0 },
  local: `2026-11-21T${clock}:00`,
});

t.test('a day is parted where something else shows', (t) => {
  const spans = daySpans({
    shows: { display: { on: false } },
    events: [
      event('07:00', { type: 'display', on: true }),
      event('08:00', { type: 'next' }),
      event('09:00', { type: 'play', playlist: 'Shop' }),
      event('09:00', { type: 'brightness', percent: 40, fadeMs: 0 }),
    ],
  });
  t.same(
    spans.map(({ fromMinute, toMinute }) => `${clockOf(fromMinute)}-${clockOf(toMinute)}`),
    ['00:00-07:00', '07:00-09:00', '09:00-24:00'],
  );
  t.same(showsAt(spans, 0), { display: { on: false } });
  t.same(showsAt(spans, 8 * 60), { display: { on: true } });
  t.same(showsAt(spans, 9 * 60), { display: { on: true }, play: { playlist: 'Shop' }, brightness: { percent: 40 } });
  t.end();
});

t.test('a day on which nothing happens is one part', (t) => {
  t.same(daySpans({ shows: {}, events: [] }), [{ fromMinute: 0, toMinute: 1440, shows: {} }]);
  t.end();
});

t.test('what happens at midnight holds all day', (t) => {
  t.equal(daySpans({ shows: {}, events: [event('00:00', { type: 'display', on: false })] }).length, 1);
  t.end();
});
