import { join } from 'node:path';
import t from 'tap';
import { readForeignFacts } from '../../../daemon/library/foreign-facts.js';
import { filesOnDisk, findViolations } from './files-on-disk.js';
import { openTestLibrary, PLAN_A, publishClip } from './staged-clips.js';

t.test('a discarded clip is in no list, and is what it was when it is taken back', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip: first } = await publishClip(library, { content: 'first' });
  const { clip: second } = await publishClip(library, { content: 'second' });
  const before = library.clips();
  const files = await filesOnDisk(root);

  t.same(library.discard([first.id, first.id, 'unknown']), [first.id]);
  t.same(library.clips(), [second]);
  t.equal(library.clip(first.id), undefined);
  t.throws(() => library.expect(first.id), { code: 'clip-not-found' });
  t.throws(() => library.change(first.id, { name: 'x' }), { code: 'clip-not-found' });
  t.same(
    library.discardedClips().map(({ id }) => id),
    [first.id],
  );
  t.same(library.discard([first.id]), [], 'once is enough');

  t.same(library.takeBack([first.id, 'unknown']), [first.id]);
  t.same(library.clips(), before);
  t.same(await filesOnDisk(root), files);
});

t.test('it comes back to its places in playlists, also in one that was changed meanwhile', async (t) => {
  const library = await openTestLibrary(t, { root: t.testdir() });
  const { clip: a } = await publishClip(library, { content: 'a' });
  const { clip: b } = await publishClip(library, { content: 'b' });
  const entries = [{ clipId: a.id, loops: 3 }, { clipId: b.id }, { clipId: a.id, durationMs: 500 }];
  const { id } = library.playlists.create({ name: 'evening', entries });
  library.discard([a.id]);
  t.same(library.playlists.get(id)?.entries, [{ clipId: b.id }]);
  t.throws(() => library.playlists.create({ name: 'x', entries: [{ clipId: a.id }] }), { code: 'clip-not-found' });
  library.playlists.replace(id, { name: 'night', entries: [{ clipId: b.id }, { clipId: b.id, loops: 2 }] });
  library.takeBack([a.id]);
  t.same(library.playlists.get(id)?.entries, [
    { clipId: a.id, loops: 3 },
    { clipId: b.id },
    { clipId: a.id, durationMs: 500 },
    { clipId: b.id, loops: 2 },
  ]);
});

t.test('a restart neither loses nor brings back what was discarded, and it can be removed for good', async (t) => {
  const root = t.testdir();
  const first = await openTestLibrary(t, { root });
  const { clip } = await publishClip(first);
  first.discard([clip.id]);
  await first.close();
  const library = await openTestLibrary(t, { root });
  t.same(library.report.findings, []);
  t.same(library.clips(), []);
  t.same(library.discardedClips(), [clip]);
  await library.remove(clip.id);
  t.same(library.discardedClips(), []);
  t.same(await filesOnDisk(root), ['originals/', 'posters/', 'previews/', 'renditions/', 'staging/']);
});

t.test('who sends a discarded clip again has it again, as it was', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip } = await publishClip(library, { content: 'a film' });
  library.change(clip.id, { name: 'My film', tags: ['sea'] });
  library.discard([clip.id]);
  const again = await publishClip(library, { content: 'a film' });
  t.match(again, { known: false, clip: { id: clip.id, name: 'My film', tags: ['sea'] } });
  t.same(library.discardedClips(), []);
  t.same(await findViolations(root, library, [PLAN_A]), []);
});

t.test('a backup holds no discarded clip, and what was chosen for the others', async (t) => {
  const library = await openTestLibrary(t, { root: t.testdir() });
  const { clip: kept } = await publishClip(library, { content: 'kept' });
  const { clip: discarded } = await publishClip(library, { content: 'discarded' });
  library.change(kept.id, { tags: ['sea'], turn: { loops: 2 } });
  library.discard([discarded.id]);
  const staging = library.createStaging();
  const snapshot = await library.snapshot(staging, { originals: true });
  t.equal((await filesOnDisk(snapshot.originals)).length, 1);
  t.match(readForeignFacts(join(staging.folder, 'library.db')).clips, [
    { id: kept.id, tags: ['sea'], turn: { loops: 2 } },
  ]);
  t.equal(readForeignFacts(join(staging.folder, 'library.db')).clips.length, 1);
  await staging.discard();
});
