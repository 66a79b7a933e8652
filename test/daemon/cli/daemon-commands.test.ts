import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { socketFolder } from '../http/socket-folder.js';
import { framed } from './framed.js';
import { exampleClip, startLocalDaemon } from './local-daemon.js';

const BEACH = exampleClip('a', 'Beach at dusk');
const BIRDS = exampleClip('b', 'Birds');
const EVENING = { id: 'evening-1', name: 'Evening', entries: [{ clipId: BIRDS.id }] };
const CLIPS = { clips: [BEACH, BIRDS], playlists: [EVENING] };

t.test('each word of the player is the command of the same meaning, done in silence', async (t) => {
  const { ask, playback } = await startLocalDaemon(t, CLIPS);
  const words: [string[], string][] = [
    [['next'], 'next'],
    [['previous'], 'previous'],
    [['pause'], 'pause'],
    [['resume'], 'resume'],
    [['off'], 'blank true'],
    [['on'], 'blank false'],
    [['brightness', '40'], 'brightness 40 0'],
    [['brightness', '7.5%', '--fade', '1.5'], 'brightness 7.5 1500'],
    [['play', 'birds'], `select ${BIRDS.id}`],
    [['play', 'Beach', 'at', 'dusk'], `select ${BEACH.id}`],
    [['play', 'evening'], 'playlist evening-1'],
    [['play'], 'playlist library'],
  ];
  for (const [[word = '', ...rest], call] of words) {
    playback.calls.length = 0;
    t.same(await ask(word, ...rest), { code: 0, out: '', err: '' }, word);
    t.equal(playback.calls[0], call);
  }
  t.match(playback.calls, ['playlist library', 'resume'], 'who says play wants to see it');
});

t.test('with --json every word says what came of it', async (t) => {
  const { ask } = await startLocalDaemon(t, CLIPS);
  for (const words of [['next'], ['off'], ['play', 'birds'], ['brightness'], ['brightness', '5']]) {
    const { code, out } = await ask(words[0] ?? '', ...words.slice(1), '--json');
    t.equal(code, 0);
    t.match(JSON.parse(out), { paused: false, brightness: 100, stats: { presented: 0 } });
  }
  t.match(JSON.parse((await ask('status', '--json')).out), {
    device: { name: 'framed' },
    clips: { [BIRDS.id]: BIRDS },
  });
  t.same(JSON.parse((await ask('list', '--json')).out), { clips: [BEACH, BIRDS], playlists: [EVENING] });
});

t.test('status tells what plays, what is on its way and what is wrong', async (t) => {
  const { ask, store } = await startLocalDaemon(t, CLIPS);
  store.update((state) => ({
    ...state,
    player: {
      ...state.player,
      playlistId: EVENING.id,
      now: { clipId: BIRDS.id, name: 'Birds', positionMs: 12_900, durationMs: 83_000 },
    },
    jobs: {
      one: { id: 'one', name: 'a\u001b[2Jb.mp4', stage: 'converting', overallPercent: 41.7, frames: 3, known: false },
      two: { id: 'two', name: 'done.mp4', stage: 'ready', frames: 3, known: false },
    },
    notices: { 'disk-reserve': { level: 'warning', message: 'The disk is nearly full.' } },
  }));
  const { code, out } = await ask('status');
  t.equal(code, 0);
  t.equal(
    out,
    [
      'framed   0.0.0, "framed"',
      'glass    test, 4x2, virtual',
      'plays    Birds, 0:12 of 1:23, playlist "Evening", 0 frames a second',
      'light    100 %',
      'library  2 clips, 1 playlist',
      'adding   a\ufffd[2Jb.mp4, converting 41 %',
      'warning  The disk is nearly full.',
      '',
    ].join('\n'),
  );
});

t.test('list shows what there is, and marks what plays', async (t) => {
  const { ask, store } = await startLocalDaemon(t, CLIPS);
  store.update((state) => ({
    ...state,
    player: { ...state.player, now: { clipId: BIRDS.id, name: 'Birds', positionMs: 0, durationMs: 1 } },
  }));
  const { out } = await ask('list');
  t.equal(
    out,
    [
      '   ID        KIND   LENGTH    SIZE  CLIP',
      '   aaaaaaaa  video    1:23  1.5 MB  Beach at dusk',
      '*  bbbbbbbb  video    1:23  1.5 MB  Birds',
      '',
      '  ID        LENGTH   PLAYLIST',
      '  evening-  1 entry  Evening',
      '',
    ].join('\n'),
  );
  const empty = await startLocalDaemon(t);
  t.match((await empty.ask('list')).out, /There are no clips yet; send one with: framed add FILE/);
});

t.test('a refusal of the daemon is told in its own words', async (t) => {
  const { ask, store } = await startLocalDaemon(t);
  store.update((state) => ({ ...state, clips: { [BEACH.id]: BEACH } }));
  const { code, err } = await ask('play', 'beach');
  t.equal(code, 1);
  t.equal(err, `framed: There is no clip ${BEACH.id}.\n`);
  t.match(JSON.parse((await ask('play', 'beach', '--json')).out), { error: { code: 'clip-not-found' } });
});

t.test('what is asked wrongly does not reach the daemon', async (t) => {
  const { ask, playback } = await startLocalDaemon(t);
  t.match(await ask('brightness', '140'), { code: 2, err: /must be a number from 0 to 100/ });
  t.match(await ask('brightness', '40', '--fade', 'slow'), { code: 2 });
  t.match(await ask('brightness', '40', '--fade', '600'), { code: 1, err: /fadeMs/ });
  t.same(playback.calls, []);
});

t.test('where no framed runs it says so, what to do, and ends with 3', async (t) => {
  const socket = join(socketFolder(t), 'framed.sock');
  const { code, err } = await framed('status', '--socket', socket);
  t.equal(code, 3);
  t.match(err, /^framed: No framed answers on .*framed\.sock; start it \(.*\), or name its socket with --socket\.\n$/);
  const forPrograms = await framed('next', '--socket', socket, '--json');
  t.equal(forPrograms.code, 3);
  t.match(JSON.parse(forPrograms.out), { error: { code: 'daemon-not-running' } });
});

t.test(
  'who may not use the socket is told how to',
  { skip: process.getuid?.() === 0 && 'root may everything' },
  async (t) => {
    const { ask, socketPath } = await startLocalDaemon(t);
    chmodSync(socketPath, 0);
    t.match(await ask('status'), { code: 1, err: /put sudo before the command, or join its group/ });
  },
);
