import t from 'tap';
import { createLab, TestJudge } from './schedule-lab.js';

const NIGHT = ['23:00 display off', '7:00 display on'];

t.test('a Pi that starts at 23:30 is dark where it was to go dark at 23:00', (t) => {
  const { schedule, playback, clock } = createLab({ now: '2026-01-10T23:30:00+01:00', entries: NIGHT });
  schedule.start();
  t.same(playback.take(), ['blank true']);
  clock.until('2026-01-11T06:59:59+01:00');
  t.same(playback.take(), []);
  clock.until('2026-01-11T07:00:00+01:00');
  t.same(playback.take(), ['blank false']);
  t.end();
});

t.test('what is due is done at its second', (t) => {
  const { schedule, playback, clock } = createLab({
    now: '2026-01-10T12:00:07.300+01:00',
    entries: ['18:30:15 brightness 30 fade 60', '12:01 next'],
  });
  schedule.start();
  t.same(playback.take(), ['brightness 30 0'], 'of yesterday evening, its fade over');
  clock.until('2026-01-10T12:00:59.999+01:00');
  t.same(playback.take(), []);
  clock.until('2026-01-10T12:01:00+01:00');
  t.same(playback.take(), ['next']);
  clock.until('2026-01-10T18:30:15+01:00');
  t.same(playback.take(), ['brightness 30 60000']);
  t.end();
});

t.test('a start in the middle of a fade takes the rest of it', (t) => {
  const { schedule, playback } = createLab({
    now: '2026-01-10T18:30:45+01:00',
    entries: ['18:30 brightness 30 fade 60'],
  });
  schedule.start();
  t.same(playback.take(), ['brightness 30 15000']);
  t.end();
});

t.test('what a person does by hand holds until the next event of that kind', (t) => {
  const { schedule, playback, person, clock } = createLab({
    now: '2026-01-10T22:00:00+01:00',
    entries: [...NIGHT, '22:30 brightness 10'],
  });
  schedule.start();
  playback.take();
  person.setBlank(true);
  clock.until('2026-01-10T22:59:00+01:00');
  t.same(playback.take(), ['blank true', 'brightness 10 0'], 'another kind is none of its business');
  person.setBlank(false);
  clock.until('2026-01-10T23:00:00+01:00');
  t.same(playback.take(), ['blank false', 'blank true']);
  person.setBlank(false);
  schedule.refresh();
  clock.until('2026-01-11T06:00:00+01:00');
  t.same(playback.take(), ['blank false']);
  t.end();
});

t.test('what a person did by hand holds over a restart, but for darkness', (t) => {
  const first = createLab({ now: '2026-01-10T23:10:00+01:00', entries: [...NIGHT, '22:00 brightness 10'] });
  first.schedule.start();
  first.person.setBlank(false);
  for (let percent = 20; percent < 60; percent++) first.person.setBrightness(percent, 0);
  t.equal(first.kept.writes, 2, 'a slider is not written down at every step');

  const restart = (now: string) =>
    createLab({
      now,
      entries: [...NIGHT, '22:00 brightness 10'],
      ...(first.kept.notes && { notes: first.kept.notes }),
    });
  const second = restart('2026-01-10T23:30:00+01:00');
  second.schedule.start();
  t.same(second.playback.take(), []);
  const third = restart('2026-01-11T23:30:00+01:00');
  third.schedule.start();
  t.same(third.playback.take(), ['blank true', 'brightness 10 0'], 'until the next evening');

  first.person.setBlank(true);
  const fourth = restart('2026-01-11T12:00:00+01:00');
  fourth.schedule.start();
  t.same(fourth.playback.take(), ['blank false'], 'whoever plugs it in wants to see something');
  t.end();
});

t.test('a playlist plays by its name, and goes on where it plays already', (t) => {
  const { schedule, playback, clock } = createLab({
    now: '2026-01-10T12:00:00+01:00',
    entries: ['8:00 play morning', '20:00 play'],
    playlists: ['Morning'],
  });
  playback.mode = { playlistId: 'morning' };
  schedule.start();
  t.same(playback.take(), []);
  clock.until('2026-01-10T20:00:00+01:00');
  t.same(playback.take(), ['playlist library']);
  clock.until('2026-01-11T08:00:00+01:00');
  t.same(playback.take(), ['playlist morning']);
  t.end();
});

t.test('a playlist that is missing plays once it is there', (t) => {
  const { schedule, playback } = createLab({ now: '2026-01-10T12:00:00+01:00', entries: ['8:00 play Morning'] });
  schedule.start();
  t.same(playback.take(), []);
  playback.playlists.push({ id: 'p1', name: 'Morning', entries: [] });
  schedule.refresh();
  t.same(playback.take(), ['playlist p1']);
  schedule.refresh();
  t.same(playback.take(), []);
  t.end();
});

t.test('another schedule holds at once, and lights what the old one darkened', (t) => {
  const { schedule, playback, change } = createLab({ now: '2026-01-10T23:30:00+01:00', entries: NIGHT });
  schedule.start();
  t.same(playback.take(), ['blank true']);
  change('23:00 brightness 20', '23:15 next');
  t.same(playback.take(), ['blank false', 'brightness 20 0']);
  change('23:00 brightness 25');
  t.same(playback.take(), ['brightness 25 0']);
  t.end();
});

t.test('a schedule that is stopped does nothing more', (t) => {
  const { schedule, playback, clock } = createLab({ now: '2026-01-10T22:00:00+01:00', entries: NIGHT });
  schedule.start();
  playback.take();
  schedule.stop();
  schedule.stop();
  schedule.refresh();
  clock.until('2026-01-12T22:00:00+01:00');
  t.same(playback.take(), []);
  t.equal(clock.pending, 0);
  t.end();
});

t.test('a clock that is not believed does nothing, and at once what is due when it is', (t) => {
  const judge = new TestJudge();
  const { schedule, playback, person, clock } = createLab({
    now: '2026-01-05T12:00:00+01:00',
    entries: [...NIGHT, '12:01 next', '20:00 brightness 30'],
    judge,
  });
  schedule.start();
  person.setBrightness(80, 0);
  clock.advance(120_000);
  t.same(playback.take(), ['brightness 80 0']);
  t.ok(judge.asked > 1);
  clock.set('2026-01-10T23:30:00+01:00');
  judge.trust = { trusted: true, because: 'ntp' };
  clock.advance(15_000);
  t.same(playback.take(), ['blank true'], 'what a person did meanwhile holds');
  clock.until('2026-01-11T20:00:00+01:00');
  t.same(playback.take(), ['blank false', 'next', 'brightness 30 0']);
  t.end();
});
