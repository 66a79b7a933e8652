import t from 'tap';
import { HandPlayback, type Touch } from '../../../daemon/schedule/hand-playback.js';
import { StagedPlayback } from './staged-playback.js';

t.test('what people command is done, and told where it is something that the schedule changes too', (t) => {
  const playback = new StagedPlayback();
  playback.playlists.push({ id: 'p', name: 'P', entries: [] });
  const touches: Touch[] = [];
  const person = new HandPlayback(playback, (touch) => touches.push(touch));
  person.pause();
  person.resume();
  person.next();
  person.previous();
  person.seek(5);
  person.setLoop('one');
  person.setShuffle(true);
  t.same(touches, []);
  person.setBlank(true);
  person.setBlank(false);
  person.setBrightness(40, 500);
  person.select('c');
  person.playPlaylist('p');
  t.throws(() => person.playPlaylist('gone'), { code: 'playlist-not-found' });
  t.same(touches, [
    { kind: 'display', on: false },
    { kind: 'display', on: true },
    { kind: 'brightness' },
    { kind: 'play' },
    { kind: 'play' },
  ]);
  t.same(playback.take(), [
    ...['pause', 'resume', 'next', 'previous', 'seek 5', 'loop one', 'shuffle true'],
    ...['blank true', 'blank false', 'brightness 40 500', 'select c', 'playlist p'],
  ]);
  t.end();
});
