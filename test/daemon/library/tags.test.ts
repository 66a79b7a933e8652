import t from 'tap';
import { openTestLibrary, publishClip } from './staged-clips.js';

t.test('tags are kept as they were written, each once whatever its capitals', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip } = await publishClip(library);
  t.notOk('tags' in clip);
  t.same(library.change(clip.id, { tags: ['Sea', 'Summer', 'sea'] }).tags, ['Sea', 'Summer']);
  await library.close();
  const again = await openTestLibrary(t, { root });
  t.same(again.clip(clip.id)?.tags, ['Sea', 'Summer']);
  t.notOk('tags' in again.change(clip.id, { tags: [] }));
});

t.test('several clips get a tag, or have it no more, together', async (t) => {
  const library = await openTestLibrary(t, { root: t.testdir() });
  const { clip: a } = await publishClip(library, { content: 'a' });
  const { clip: b } = await publishClip(library, { content: 'b' });
  library.change(b.id, { tags: ['Sea'] });
  let changes = 0;
  library.on('change', () => {
    changes += 1;
  });
  library.changeTags({ ids: [a.id, b.id], addTags: ['sea', 'red'] });
  t.equal(changes, 1);
  t.same(library.clip(a.id)?.tags, ['sea', 'red']);
  t.same(library.clip(b.id)?.tags, ['Sea', 'red']);
  library.changeTags({ ids: [a.id, b.id], removeTags: ['SEA'] });
  t.same(library.clip(b.id)?.tags, ['red']);
});

t.test('where one clip cannot be changed, none is', async (t) => {
  const library = await openTestLibrary(t, { root: t.testdir() });
  const { clip: a } = await publishClip(library, { content: 'a' });
  const { clip: b } = await publishClip(library, { content: 'b' });
  library.change(b.id, { tags: Array.from({ length: 20 }, (_, n) => `tag ${n}`) });
  t.throws(() => library.changeTags({ ids: [a.id, b.id], addTags: ['one more'] }), { code: 'library-too-many-tags' });
  t.throws(() => library.changeTags({ ids: [a.id, 'unknown'], addTags: ['x'] }), { code: 'clip-not-found' });
  t.equal(library.clip(a.id)?.tags, undefined);
});

t.test('how long a turn lasts is kept, and taken back', async (t) => {
  const library = await openTestLibrary(t, { root: t.testdir() });
  const { clip } = await publishClip(library);
  t.same(library.change(clip.id, { turn: { durationMs: 5000 } }).turn, { durationMs: 5000 });
  t.same(library.change(clip.id, { name: 'another' }).turn, { durationMs: 5000 });
  t.notOk('turn' in library.change(clip.id, { turn: null }));
});
