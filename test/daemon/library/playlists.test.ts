import t from 'tap';
import { Playlist } from '../../../daemon/protocol/playlist.js';
import { playlistRevision } from '../../../daemon/protocol/playlist-revision.js';
import { openTestLibrary, publishClip } from './staged-clips.js';

t.test('a playlist keeps its order, its repeats and each entry’s own time', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip: a } = await publishClip(library, { content: 'a' });
  const { clip: b } = await publishClip(library, { content: 'b' });
  const entries = [{ clipId: b.id, durationMs: 1500.5 }, { clipId: a.id }, { clipId: b.id, loops: 3 }];
  const created = library.playlists.create({ name: 'Evening', entries });
  t.same(Playlist.parse(created), { ...created, name: 'Evening', entries });

  const second = library.playlists.create({ name: 'Empty', entries: [] });
  t.same(library.playlists.list(), [created, second], 'in the order they were created');
  const replaced = library.playlists.replace(created.id, { name: 'Night', entries: [{ clipId: a.id }] });
  t.same(replaced, { id: created.id, name: 'Night', entries: [{ clipId: a.id }] });
  library.playlists.remove(second.id);
  await library.close();
  t.same((await openTestLibrary(t, { root })).playlists.list(), [replaced]);
});

t.test('a playlist that cannot be stored leaves everything as it was', async (t) => {
  const library = await openTestLibrary(t, { root: t.testdir() });
  const { clip } = await publishClip(library);
  const playlist = library.playlists.create({ name: 'One', entries: [{ clipId: clip.id }] });
  const unknown = { name: 'Two', entries: [{ clipId: clip.id }, { clipId: '0'.repeat(32) }] };
  t.throws(() => library.playlists.create(unknown), { code: 'clip-not-found', message: 'Entry 2' });
  t.throws(() => library.playlists.replace(playlist.id, unknown), { code: 'clip-not-found' });
  t.throws(() => library.playlists.replace('nowhere', { name: 'x', entries: [] }), { code: 'playlist-not-found' });
  t.throws(() => library.playlists.remove('nowhere'), { code: 'playlist-not-found' });
  t.equal(library.playlists.get('nowhere'), undefined);
  t.same(library.playlists.list(), [playlist]);
});

t.test('a change that was made for another content changes nothing', async (t) => {
  const library = await openTestLibrary(t, { root: t.testdir() });
  const { clip } = await publishClip(library);
  const seen = library.playlists.create({ name: 'Evening', entries: [] });
  const theirs = library.playlists.replace(seen.id, { name: 'Theirs', entries: [], revision: playlistRevision(seen) });
  const mine = { name: 'Mine', entries: [{ clipId: clip.id }] };
  t.throws(() => library.playlists.replace(seen.id, { ...mine, revision: playlistRevision(seen) }), {
    code: 'playlist-changed',
  });
  t.same(library.playlists.get(seen.id), theirs);
  t.match(library.playlists.replace(seen.id, { ...mine, revision: playlistRevision(theirs) }), mine);
});
