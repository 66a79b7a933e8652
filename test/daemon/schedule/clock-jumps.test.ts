import t from 'tap';
import { Zone } from '../../../daemon/schedule/zone.js';
import { createLab } from './schedule-lab.js';

const HOURS = ['18:00 brightness 40', '20:00 play Evening', '21:00 next', '23:00 display off', '7:00 display on'];

function startLab(now: string) {
  const lab = createLab({ now, entries: HOURS, playlists: ['Evening'] });
  lab.schedule.start();
  lab.playback.take();
  return lab;
}

t.test('a clock that jumps ahead brings what holds by then, and no `next` that was meant for another moment', (t) => {
  const { clock, playback } = startLab('2026-01-10T17:00:00+01:00');
  clock.set('2026-01-10T23:30:00+01:00');
  t.same(playback.take(), [], 'nobody tells that the clock was set');
  clock.advance(15_000);
  t.same(playback.take(), ['blank true', 'brightness 40 0']);
  t.end();
});

t.test('a machine that slept through the night is lit in the morning, and not dark first', (t) => {
  const { clock, playback } = startLab('2026-01-10T22:00:00+01:00');
  clock.set('2026-01-11T08:00:00+01:00');
  clock.advance(15_000);
  t.same(playback.take(), ['blank false']);
  t.end();
});

t.test('a `next` that a jump of seconds passes over is made up for', (t) => {
  const { clock, playback } = startLab('2026-01-10T20:59:40+01:00');
  clock.set('2026-01-10T21:00:20+01:00');
  clock.advance(15_000);
  t.same(playback.take(), ['next']);
  t.end();
});

t.test('a clock that is set back a little does nothing twice', (t) => {
  const { clock, playback, person } = startLab('2026-01-10T20:30:00+01:00');
  clock.until('2026-01-10T23:00:05+01:00');
  t.same(playback.take(), ['next', 'blank true']);
  clock.set('2026-01-10T20:55:00+01:00');
  person.setBlank(false);
  clock.until('2026-01-11T06:59:59+01:00');
  t.same(playback.take(), ['blank false'], 'what a person does while the time comes again holds, too');
  clock.until('2026-01-11T23:00:00+01:00');
  t.same(playback.take(), ['blank false', 'brightness 40 0', 'next', 'blank true']);
  t.end();
});

t.test('a clock that was hours ahead and is set right begins anew', (t) => {
  const { clock, playback, person } = startLab('2026-01-10T17:00:00+01:00');
  clock.until('2026-01-10T23:30:00+01:00');
  t.same(playback.take(), ['brightness 40 0', 'next', 'blank true']);
  person.setBrightness(70, 0);
  clock.set('2026-01-10T17:30:00+01:00');
  clock.advance(15_000);
  t.same(
    playback.take(),
    ['brightness 70 0', 'blank false'],
    'lit, as it was to be at that time; a person had chosen the light',
  );
  clock.until('2026-01-10T23:00:00+01:00');
  t.same(playback.take(), ['brightness 40 0', 'next', 'blank true']);
  t.end();
});

t.test('the time zone of the machine may change while it runs', (t) => {
  const { clock, playback, place } = startLab('2026-01-10T22:30:00+01:00');
  place.zone = new Zone('Asia/Tokyo');
  clock.advance(15_000);
  t.ok(playback.take().includes('blank true'), 'it is half past six in the morning there');
  clock.until('2026-01-11T07:00:00+09:00');
  t.same(playback.take(), ['blank false']);
  t.end();
});
