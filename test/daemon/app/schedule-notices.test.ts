import t from 'tap';
import { noticeOfClock, noticeOfPlaylists } from '../../../daemon/app/schedule-notices.js';
import { entriesOf } from '../schedule/schedule-lab.js';

const PLAYLISTS = ['Morning', 'Evening'].map((name) => ({ id: name.toLowerCase(), name, entries: [] }));

t.test('a playlist that is not there is told, with the one that may have been meant', (t) => {
  const told = (...names: string[]) =>
    noticeOfPlaylists(entriesOf(...names.map((name) => `8:00 play ${name}`)), PLAYLISTS)?.message.split('\n');
  t.same(told('Mornign', 'evening', 'Mornign'), [
    'The schedule wants to play "Mornign", which is no playlist: did you mean "Morning"?',
  ]);
  t.same(told('Holidays'), [
    'The schedule wants to play "Holidays", which is no playlist: there are "Morning", "Evening".',
  ]);
  t.match(noticeOfPlaylists(entriesOf('8:00 play X'), [])?.message, /there is none yet\.$/);
  t.equal(told('Morning', 'evening'), undefined);
  t.equal(noticeOfPlaylists(entriesOf('8:00 play', '9:00 next'), []), undefined, 'the library always is');
  t.end();
});

t.test('a clock that is not believed is told where something depends on it', (t) => {
  const doubted = { trusted: false, because: 'not-in-step' } as const;
  const entries = entriesOf('23:00 display off');
  t.match(noticeOfClock(doubted, entries), {
    level: 'warning',
    message: /schedule waits until NTP .* trust_clock: always/,
  });
  t.match(noticeOfClock({ trusted: false, because: 'too-early' }, entries)?.message, /^The clock reads a time before/);
  t.equal(noticeOfClock(doubted, []), undefined);
  t.equal(
    noticeOfClock(
      doubted,
      entries.map((entry) => ({ ...entry, enabled: false })),
    ),
    undefined,
  );
  t.equal(noticeOfClock({ trusted: true, because: 'rtc' }, entries), undefined);
  t.end();
});
