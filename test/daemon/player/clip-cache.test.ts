import t from 'tap';
import { ClipCache } from '../../../daemon/player/clip-cache.js';
import { fakeClip, TINY } from './fake-clip.js';
import { GrowingClip } from './growing-clip.js';

function cache(): { clips: ClipCache; events: string[] } {
  const events: string[] = [];
  const open = (path: string) => {
    events.push(`open ${path}`);
    return { ...fakeClip(1, {}), close: () => void events.push(`close ${path}`) };
  };
  return { clips: new ClipCache({ open, geometry: TINY, capacity: 2 }), events };
}

t.test('a clip is opened once while it is among the last used', async (t) => {
  const { clips, events } = cache();
  for (const path of ['a', 'b', 'a', 'c', 'a', 'b']) clips.get({ path });
  t.same(events, ['open a', 'open b', 'open c', 'close b', 'open b', 'close c']);
});

t.test('what is no longer in the program is closed', async (t) => {
  const { clips, events } = cache();
  clips.get({ path: 'a' });
  clips.get({ path: 'b' });
  clips.keepOnly(new Set(['b']));
  clips.get({ path: 'b' });
  t.same(events, ['open a', 'open b', 'close a']);
});

t.test('a clip for another panel is refused and closed', async (t) => {
  const { events } = cache();
  const open = () => ({ ...fakeClip(1, {}), close: () => void events.push('close') });
  const clips = new ClipCache({ open, geometry: { width: 320, height: 240 } });
  const message = 'The clip was made for 2x2; this panel shows 320x240.';
  t.throws(() => clips.get({ path: 'a' }), { code: 'clip-wrong-size', message });
  t.same(events, ['close']);
});

t.test(
  'a clip that grew is good for as long as it grows, and when it has ended; one that was given up is not',
  async (t) => {
    const clip = new GrowingClip(1);
    const opened: boolean[] = [];
    const open = (_path: string, growing: boolean) => {
      opened.push(growing);
      return clip;
    };
    const clips = new ClipCache({ open, geometry: TINY });
    clips.get({ path: 'a', growing: true });
    clips.get({ path: 'a', growing: true });
    t.same(opened, [true]);
    clips.get({ path: 'a' });
    t.same(opened, [true, false], 'it is said to be finished, and this is not');
    clip.end();
    clips.get({ path: 'a' });
    t.same(opened, [true, false]);
    clip.giveUp();
    clips.get({ path: 'a', growing: true });
    t.same(opened, [true, false, true]);
  },
);
