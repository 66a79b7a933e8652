import t from 'tap';
import { Newcomers } from '../../../daemon/app/newcomers.js';
import type { Job } from '../../../daemon/protocol/job.js';

function setUp({ playlistId, hasFrames = true }: { playlistId?: string; hasFrames?: boolean } = {}) {
  const calls: unknown[][] = [];
  const newcomers = new Newcomers({
    growingFrames: (id) => (hasFrames ? `${id}.zip` : undefined),
    playback: {
      mode: { loop: 'all', shuffle: false, ...(playlistId !== undefined && { playlistId }) },
      select: (clipId) => calls.push(['select', clipId]),
      playGrowing: ({ key, path }) => {
        const isFirst = !calls.some(([call]) => call === 'grow');
        if (isFirst) calls.push(['grow', key, path]);
        return isFirst;
      },
      identifyGrowing: (key, clipId) => calls.push(['identify', key, clipId]),
      endGrowing: () => {},
    },
  });
  const tell = (stage: Job['stage'], more: Partial<Job> = {}) =>
    newcomers.follow({ id: 'job', name: 'film.mp4', stage, frames: 0, known: false, ...more });
  return { calls, newcomers, tell };
}

t.test('what is sent shows with its first frame, once, and stays as the clip it becomes', (t) => {
  const { calls, tell } = setUp();
  tell('receiving');
  t.same(calls, []);
  tell('receiving', { frames: 1 });
  tell('converting', { frames: 2 });
  tell('ready', { frames: 3, clipId: 'c' });
  t.same(calls, [['grow', 'job', 'job.zip']]);
  t.end();
});

t.test('what had no frame on the way shows when it is a clip', (t) => {
  const { calls, tell } = setUp({ hasFrames: false });
  tell('receiving');
  tell('converting', { frames: 1 });
  tell('ready', { clipId: 'c' });
  t.same(calls, [['select', 'c']]);
  t.end();
});

t.test('of several that are sent the first shows while it grows, the others when they are clips', (t) => {
  const { calls, tell } = setUp();
  for (const id of ['a', 'b']) tell('receiving', { id, frames: 1 });
  for (const id of ['a', 'b']) tell('ready', { id, clipId: id });
  t.same(calls, [
    ['grow', 'a', 'a.zip'],
    ['select', 'b'],
  ]);
  t.end();
});

t.test('frames that are made anew in the background, and files sent while a playlist plays, change nothing', (t) => {
  const background = setUp();
  background.tell('waiting');
  background.tell('converting', { frames: 5 });
  background.tell('ready', { clipId: 'c', known: true });
  t.same(background.calls, []);
  const listening = setUp({ playlistId: 'evening' });
  listening.tell('receiving');
  listening.tell('converting', { frames: 5 });
  listening.tell('ready', { clipId: 'c' });
  t.same(listening.calls, []);
  t.end();
});
