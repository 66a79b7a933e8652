import t from 'tap';
import { LibraryPlayback, type ResumeNote } from '../../../daemon/playback/playback.js';
import type { ClipFrames } from '../../../daemon/playback/program.js';
import type { Clip } from '../../../daemon/protocol/clip.js';
import type { Playlist } from '../../../daemon/protocol/playlist.js';
import { RecordingPlayer } from './recording-player.js';

const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const C = 'c'.repeat(32);

const eveningPlaylist: Playlist = {
  id: 'evening',
  name: 'Evening',
  entries: [{ clipId: B, durationMs: 5000 }, { clipId: A, loops: 3 }, { clipId: B }],
};

t.test('an empty library plays the demo', (t) => {
  const { player, playback } = setUp({ clips: [] });
  playback.start();
  t.same(player.keys(), ['demo']);
  t.equal(playback.entryOf('demo')?.name, 'Demo');
  t.end();
});

t.test('the first clip takes the place of the demo', (t) => {
  const { player, playback, clips } = setUp({ clips: [] });
  playback.start();
  clips.push(clip(A));
  playback.libraryChanged();
  t.same(player.keys(), [A]);
  t.end();
});

t.test('what left the program has its name for as long as it still shows', (t) => {
  const { player, playback, clips } = setUp({ clips: [] });
  playback.start();
  player.shows({ paused: false, entryKey: 'demo', positionMs: 0 });
  clips.push(clip(A));
  playback.libraryChanged();
  t.equal(playback.entryOf('demo')?.name, 'Demo');
  clips.push(clip(B));
  playback.libraryChanged();
  t.equal(playback.entryOf('demo')?.name, 'Demo', 'however often the program changes meanwhile');
  player.shows({ paused: false, entryKey: A, positionMs: 0 });
  playback.libraryChanged();
  t.equal(playback.entryOf('demo'), undefined);
  t.end();
});

t.test('the library plays in order of arrival, without clips that have no frames yet', (t) => {
  const { player, playback } = setUp({ clips: [clip(B), clip(A), clip(C)], withoutFrames: [A] });
  playback.start();
  t.same(player.keys(), [B, C]);
  t.end();
});

t.test('a playlist plays its entries with their durations and loops, a clip twice where it stands twice', (t) => {
  const { player, playback } = setUp({ clips: [clip(A), clip(B)], playlists: [eveningPlaylist] });
  playback.start();
  playback.playPlaylist('evening');
  t.same(player.keys(), [`evening/${B}/1`, `evening/${A}/1`, `evening/${B}/2`]);
  t.match(player.program?.entries, [{ durationMs: 5000 }, { loops: 3 }, {}]);
  t.same(player.at, { key: `evening/${B}/1` });
  t.equal(playback.mode.playlistId, 'evening');
  t.end();
});

t.test('a clip stands as long as somebody said, unless its playlist says otherwise', (t) => {
  const clips = [
    { ...clip(A), turn: { loops: 4 } },
    { ...clip(B), turn: { durationMs: 900 } },
  ];
  const { player, playback } = setUp({ clips, playlists: [eveningPlaylist] });
  playback.start();
  t.match(player.program?.entries, [{ loops: 4 }, { durationMs: 900 }]);
  playback.playPlaylist('evening');
  t.same(
    player.program?.entries.map(({ durationMs, loops }) => durationMs ?? loops),
    [5000, 3, 900],
  );
  t.end();
});

t.test('what follows is the next in order, and nothing where chance or the end decides', (t) => {
  const { playback } = setUp({ clips: [clip(A), clip(B)], playlists: [eveningPlaylist] });
  playback.start();
  t.equal(playback.entryAfter(A)?.clipId, B);
  t.equal(playback.entryAfter(B)?.clipId, A, 'the first follows the last');
  playback.setLoop('off');
  t.equal(playback.entryAfter(B), undefined, 'unless it ends there');
  playback.setLoop('one');
  t.equal(playback.entryAfter(A), undefined);
  playback.setLoop('all');
  playback.setShuffle(true);
  t.equal(playback.entryAfter(A), undefined);
  playback.setShuffle(false);
  playback.playPlaylist('evening');
  t.equal(playback.entryAfter(`evening/${A}/1`)?.key, `evening/${B}/2`);
  t.equal(playback.entryAfter('gone'), undefined);
  t.end();
});

t.test('a playlist that was removed gives way to the library', (t) => {
  const { player, playback, playlists } = setUp({ clips: [clip(A), clip(B)], playlists: [eveningPlaylist] });
  playback.start();
  playback.playPlaylist('evening');
  playlists.length = 0;
  playback.libraryChanged();
  t.same(player.keys(), [A, B]);
  t.equal(playback.mode.playlistId, undefined);
  t.end();
});

t.test('what plays starts over from its first clip, be it a playlist, the library or the demo', (t) => {
  const { player, playback, clips } = setUp({ clips: [], playlists: [eveningPlaylist] });
  playback.start();
  playback.startOver();
  t.same(player.keys(), ['demo']);
  clips.push(clip(A), clip(B));
  playback.libraryChanged();
  playback.startOver();
  t.same(player.at, { key: A });
  playback.playPlaylist('evening');
  player.at = undefined;
  playback.startOver();
  t.same(player.at, { key: `evening/${B}/1` });
  t.equal(playback.mode.playlistId, 'evening');
  t.end();
});

t.test('a clip of what plays is selected in its place; another one brings the library', (t) => {
  const { player, playback } = setUp({ clips: [clip(A), clip(B), clip(C)], playlists: [eveningPlaylist] });
  playback.start();
  playback.playPlaylist('evening');
  playback.select(A);
  t.same(player.calls.at(-1), ['select', `evening/${A}/1`]);
  playback.select(C);
  t.same(player.keys(), [A, B, C]);
  t.same(player.at, { key: C });
  t.equal(playback.mode.playlistId, undefined);
  t.end();
});

t.test('what cannot be played is refused with a code, and what plays goes on', (t) => {
  const empty: Playlist = { id: 'empty', name: 'Empty', entries: [] };
  const { player, playback } = setUp({ clips: [clip(A), clip(B)], withoutFrames: [B], playlists: [empty] });
  playback.start();
  t.throws(() => playback.select(C), { code: 'clip-not-found' });
  t.throws(() => playback.select(B), { code: 'clip-not-ready' });
  t.throws(() => playback.playPlaylist('none'), { code: 'playlist-not-found' });
  t.throws(() => playback.playPlaylist('empty'), { code: 'playlist-empty' });
  t.same(player.keys(), [A]);
  t.end();
});

t.test('after a restart it goes on where it was, paused as it was', (t) => {
  const { note } = restarted((playback, player) => {
    playback.playPlaylist('evening');
    playback.setLoop('one');
    player.shows({ paused: true, entryKey: `evening/${A}/1`, positionMs: 1234 });
    playback.remember({ now: true });
  });
  const { player, playback } = setUp({ clips: [clip(A), clip(B)], playlists: [eveningPlaylist], note });
  playback.start();
  t.same(player.at, { key: `evening/${A}/1`, positionMs: 1234 });
  t.equal(player.program?.loop, 'one');
  t.same(player.calls.at(-1), ['pause']);
  t.end();
});

t.test('who stopped at a clip finds it again when its frames are made for another panel', (t) => {
  const { note } = restarted((playback, player) => {
    player.shows({ paused: true, entryKey: B, positionMs: 1234 });
    playback.remember({ now: true });
  });
  const withoutFrames = [A, B];
  const { player, playback } = setUp({ clips: [clip(A), clip(B)], withoutFrames, note });
  playback.start();
  t.same(player.keys(), ['demo']);
  player.shows({ paused: true, entryKey: 'demo', positionMs: 0 });
  playback.entryShown();
  t.match(note.read(), { entryKey: B, positionMs: 1234 }, 'another restart knows it, too');
  withoutFrames.shift();
  playback.libraryChanged();
  t.same(player.keys(), [A]);
  player.shows({ paused: true, entryKey: A, positionMs: 0 });
  withoutFrames.shift();
  playback.libraryChanged();
  t.same(player.at, { key: B, positionMs: 1234 });
  playback.libraryChanged();
  t.equal(player.at, undefined, 'once');
  t.end();
});

t.test('who went on meanwhile is not torn out of what plays', (t) => {
  const withoutFrames: string[] = [];
  const { player, playback } = setUp({ clips: [clip(A), clip(B)], withoutFrames });
  playback.start();
  player.shows({ paused: true, entryKey: B, positionMs: 500 });
  withoutFrames.push(B);
  playback.libraryChanged();
  player.shows({ paused: false, entryKey: A, positionMs: 0 });
  withoutFrames.pop();
  playback.libraryChanged();
  t.equal(player.at, undefined);
  player.shows({ paused: true, entryKey: B, positionMs: 500 });
  withoutFrames.push(B);
  playback.libraryChanged();
  playback.select(A);
  player.shows({ paused: true, entryKey: A, positionMs: 0 });
  withoutFrames.pop();
  playback.libraryChanged();
  t.equal(player.at, undefined);
  t.end();
});

t.test('other frames of the clip that shows go on at the same moment of the clip', (t) => {
  const frames: Record<string, ClipFrames> = {};
  const { player, playback } = setUp({ clips: [clip(A)], frames });
  playback.start();
  const change = (positionMs: number, moments: Partial<ClipFrames>) => {
    player.shows({ paused: false, entryKey: A, positionMs });
    frames[A] = framesAt(`${Object.values(moments)}.zip`, moments);
    playback.libraryChanged();
    return player.at;
  };
  t.equal(change(3000, {}), undefined, 'of the same moments: the player goes on by itself');
  t.same(change(3000, { startMs: 1000 }), { key: A, positionMs: 2000 });
  t.same(change(2000, { startMs: 1000, speed: 2 }), { key: A, positionMs: 1000 });
  t.same(change(1000, {}), { key: A, positionMs: 3000 });
  t.same(
    change(3000, { durationMs: 2000 }),
    { key: A, positionMs: 0 },
    'a moment that was cut off: from the beginning',
  );
  t.same(change(1000, { startMs: 4000 }), { key: A, positionMs: 0 });
  t.equal(change(500, { startMs: 4000 }), undefined, 'nothing changed');
  t.end();
});

t.test('what is sent is shown while it grows, and goes on as the clip that it becomes', (t) => {
  const { player, playback, clips } = setUp({ clips: [clip(A)] });
  playback.start();
  t.equal(playback.playGrowing({ key: 'job', name: 'film', path: 'growing.zip' }), true);
  t.same(player.keys(), [A, 'job']);
  t.match(player.program?.entries[1], { path: 'growing.zip', growing: true });
  t.same(player.at, { key: 'job' });
  t.equal(playback.entryOf('job')?.name, 'film');
  t.equal(playback.playGrowing({ key: 'other', name: 'film', path: 'x.zip' }), false, 'one at a time');

  playback.identifyGrowing('job', B);
  playback.libraryChanged();
  t.same(player.keys(), [A, 'job'], 'it is not in the library yet');
  clips.push(clip(B));
  playback.libraryChanged();
  t.same(player.keys(), [A, B]);
  t.match(player.program?.entries[1], { path: `${B}.zip`, formerKey: 'job' });
  t.equal(player.at, undefined, 'the picture goes on');
  playback.libraryChanged();
  t.notOk('formerKey' in (player.program?.entries[1] ?? {}));
  t.end();
});

t.test('what grows leaves when it will be no clip, and when a playlist is chosen; none is disturbed by it', (t) => {
  const { player, playback } = setUp({ clips: [clip(A), clip(B)], playlists: [eveningPlaylist] });
  playback.start();
  const growing = { key: 'job', name: 'film', path: 'growing.zip' };
  playback.playGrowing(growing);
  playback.endGrowing('job');
  t.same(player.keys(), [A, B]);
  playback.playGrowing(growing);
  playback.playPlaylist('evening');
  t.notOk(player.keys().includes('job'));
  t.equal(playback.playGrowing(growing), false);
  t.end();
});

t.test('a note that cannot be read costs nothing but the place', (t) => {
  const { player, playback } = setUp({ clips: [clip(A)], note: { read: () => ({ loop: 7 }), write: () => {} } });
  playback.start();
  t.same(player.keys(), [A]);
  t.end();
});

t.test('the note is written at most once a minute, and at once when asked', (t) => {
  const clock = { nowMs: 0 };
  const written: unknown[] = [];
  const { playback } = setUp({
    clips: [clip(A)],
    clock,
    note: { read: () => undefined, write: (n) => written.push(n) },
  });
  playback.start();
  playback.remember();
  clock.nowMs = 59_999;
  playback.remember();
  t.equal(written.length, 1);
  playback.remember({ now: true });
  t.equal(written.length, 2);
  clock.nowMs = 120_000;
  playback.remember();
  t.equal(written.length, 3);
  t.end();
});

t.test('the brightness that somebody set comes back; one that nobody set is left to the configuration', (t) => {
  const { note } = restarted((playback) => playback.setBrightness(30, 500));
  const { player, playback } = setUp({ clips: [clip(A)], note });
  playback.start();
  t.same(player.calls, [['setBrightness', 30, 0]]);
  const untouched = restarted((playback) => playback.remember({ now: true }));
  const other = setUp({ clips: [clip(A)], note: untouched.note });
  other.playback.start();
  t.same(other.player.calls, []);
  t.end();
});

t.test('a brightness that was edited in the configuration while framed was stopped is the later word', (t) => {
  const { note } = restarted((playback) => playback.setBrightness(30, 0));
  const edited = setUp({ clips: [clip(A)], note, configuredBrightness: 55 });
  edited.playback.start();
  t.same(edited.player.calls, [], "the phone's is forgotten");
  edited.playback.remember({ now: true });
  const back = setUp({ clips: [clip(A)], note });
  back.playback.start();
  t.same(back.player.calls, [], 'for good');
  t.end();
});

t.test('a brightness that somebody set after an edit of the configuration outlives a restart', (t) => {
  const { note } = restarted((playback) => {
    playback.change({ configuredBrightness: 55 });
    playback.setBrightness(30, 0);
  });
  const { player, playback } = setUp({ clips: [clip(A)], note, configuredBrightness: 55 });
  playback.start();
  t.same(player.calls, [['setBrightness', 30, 0]]);
  t.end();
});

function framesAt(path: string, moments: Partial<ClipFrames> = {}): ClipFrames {
  return { path, startMs: 0, speed: 1, durationMs: 10_000, ...moments };
}

function clip(id: string): Clip {
  const facts = { frames: 1, durationMs: 40, originalBytes: 1, renditionBytes: 1, addedAtMs: 0 };
  return { id, name: `clip ${id[0]}`, kind: 'video', ...facts };
}

interface SetUp {
  clips: Clip[];
  withoutFrames?: string[];
  /** By clip, where they are not the usual ones. */
  frames?: Record<string, ClipFrames>;
  playlists?: Playlist[];
  note?: ResumeNote;
  configuredBrightness?: number;
  clock?: { nowMs: number };
}

function setUp(options: SetUp) {
  const { clips, withoutFrames = [], frames = {}, playlists = [], note, clock = { nowMs: 0 } } = options;
  const { configuredBrightness = 80 } = options;
  const player = new RecordingPlayer();
  const playback = new LibraryPlayback({
    player,
    source: {
      clips: () => clips,
      playlist: (id) => playlists.find((playlist) => playlist.id === id),
      framesOf: ({ id }) => (withoutFrames.includes(id) ? undefined : (frames[id] ?? framesAt(`${id}.zip`))),
    },
    note: note ?? { read: () => undefined, write: () => {} },
    clock: { monotonicMs: () => clock.nowMs, wallMs: () => clock.nowMs },
    demo: 'demo.zip',
    stillMs: 10_000,
    configuredBrightness,
  });
  return { player, playback, clips, playlists };
}

/** Runs `use` on a playback and returns the note it left. */
function restarted(use: (playback: LibraryPlayback, player: RecordingPlayer) => void): { note: ResumeNote } {
  let stored: unknown;
  const note: ResumeNote = {
    read: () => stored,
    write: (point) => {
      stored = JSON.parse(JSON.stringify(point));
    },
  };
  const { player, playback } = setUp({ clips: [clip(A), clip(B)], playlists: [eveningPlaylist], note });
  playback.start();
  use(playback, player);
  return { note };
}
