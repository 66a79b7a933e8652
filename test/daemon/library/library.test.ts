import { readFile } from 'node:fs/promises';
import t from 'tap';
import { Clip } from '../../../daemon/protocol/clip.js';
import { filesOnDisk, findViolations } from './files-on-disk.js';
import { openTestLibrary, PLAN_A, PLAN_B, publishClip, sha256, stageClip } from './staged-clips.js';

const MP4 = Buffer.from('\0\0\0\x18ftypmp42 and more');

t.test('a published clip is listed, its files are in place, and it is there after a restart', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip, known } = await publishClip(library, { content: MP4, name: 'C:\\holiday\\Beach\n2024.MP4' });

  t.equal(known, false);
  t.equal(clip.id, sha256(MP4).slice(0, 32));
  t.equal(clip.name, 'Beach 2024.MP4', 'the sender’s path is no part of the name');
  t.same(Clip.parse(clip), clip, 'a clip of the library is a clip of the protocol');
  t.same(await filesOnDisk(root), [
    `originals/${clip.id}.mp4`,
    `posters/${clip.id}.jpg`,
    'previews/',
    `renditions/${clip.id}/${PLAN_A}.zip`,
    'staging/',
  ]);

  await library.close();
  const again = await openTestLibrary(t, { root });
  t.same(again.clips(), [clip]);
  t.same(again.report.findings, [], 'a clean stop leaves nothing to mend');
  t.same(await readFile(again.originalPath(clip.id) ?? ''), MP4);
  t.equal(again.originalName(clip.id), 'C:\\holiday\\Beach\n2024.MP4');
});

t.test('the same content under another name is the same clip', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const first = await publishClip(library, { content: 'the same', name: 'one.mp4' });
  const second = await publishClip(library, { content: 'the same', name: 'two.mp4' });
  t.equal(second.known, true);
  t.same(second.clip, first.clip);
  t.same(library.clips(), [first.clip]);
  t.same(await findViolations(root, library, [PLAN_A]), []);
});

t.test('clips are listed in order of arrival, whatever the clock says', async (t) => {
  let wallMs = 2000;
  const clock = { monotonicMs: () => 0, wallMs: () => wallMs-- };
  const library = await openTestLibrary(t, { root: t.testdir(), clock });
  for (const name of ['c', 'a', 'b']) await publishClip(library, { content: name, name });
  t.same(
    library.clips().map((clip) => clip.name),
    ['c', 'a', 'b'],
  );
});

t.test('a clip is renamed for people; its files keep their names', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip } = await publishClip(library);
  const before = await filesOnDisk(root);
  t.equal(library.change(clip.id, { name: '  Sommer & Meer ☀️ ' }).name, 'Sommer & Meer ☀️');
  t.equal(library.clip(clip.id)?.name, 'Sommer & Meer ☀️');
  t.same(await filesOnDisk(root), before);
  t.throws(() => library.change(clip.id, { name: ' \u202e\n' }), { code: 'library-bad-name' });
  t.throws(() => library.change('0'.repeat(32), { name: 'x' }), { code: 'clip-not-found' });
});

t.test('frames for another plan are added beside the first; the same plan is not replaced', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip } = await publishClip(library, { planKey: PLAN_A });
  t.equal(library.renditionPath(clip.id, PLAN_B), undefined);

  const other = await stageClip(library, { planKey: PLAN_B });
  await library.addRendition(clip.id, { ...other.rendition, staging: other.staging, frames: 7 });
  t.ok(library.renditionPath(clip.id, PLAN_A));
  const kept = await readFile(library.renditionPath(clip.id, PLAN_B) ?? '');
  t.equal(library.clip(clip.id)?.frames, 7, 'the newest frames are those that are told of');

  const same = await stageClip(library, { planKey: PLAN_B, content: 'something else' });
  await library.addRendition(clip.id, { ...same.rendition, staging: same.staging });
  t.same(await readFile(library.renditionPath(clip.id, PLAN_B) ?? ''), kept);
  await Promise.all([other.staging.discard(), same.staging.discard()]);
  t.same(await findViolations(root, library, [PLAN_A, PLAN_B]), []);
  await t.rejects(library.addRendition('0'.repeat(32), { ...same.rendition, staging: same.staging }), {
    code: 'clip-not-found',
  });
});

t.test('a removed clip takes its files and its places in playlists with it', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip: stays } = await publishClip(library, { content: 'stays' });
  const { clip: goes } = await publishClip(library, { content: 'goes' });
  const entries = [{ clipId: goes.id }, { clipId: stays.id, loops: 2 }, { clipId: goes.id, durationMs: 1500 }];
  const playlist = library.playlists.create({ name: 'Both', entries });

  await library.remove(goes.id);
  t.same(library.clips(), [stays]);
  t.same(library.playlists.get(playlist.id)?.entries, [{ clipId: stays.id, loops: 2 }]);
  t.same(await findViolations(root, library, [PLAN_A]), []);
  await t.rejects(library.remove(goes.id), { code: 'clip-not-found' });

  const { known } = await publishClip(library, { content: 'goes' });
  t.equal(known, false, 'it may come back, as a new clip');
  t.same(await findViolations(root, library, [PLAN_A]), []);
});

t.test('only plain files of the staging folder, as long as announced, are published', async (t) => {
  const root = t.testdir({ elsewhere: 'a clip' });
  const library = await openTestLibrary(t, { root });
  const publication = await stageClip(library, {});
  const { original, rendition } = publication;
  const refused = { code: 'library-bad-staging' };
  const elsewhere = { ...original, path: `${root}/elsewhere` };
  await t.rejects(library.publish({ ...publication, original: elsewhere }), refused);
  const climbing = { ...original, path: `${publication.staging.folder}/../../elsewhere` };
  await t.rejects(library.publish({ ...publication, original: climbing }), refused);
  await t.rejects(library.publish({ ...publication, original: { ...original, bytes: 7 } }), refused);
  await t.rejects(library.publish({ ...publication, original: { ...original, sha256: '../x' } }), refused);
  await t.rejects(library.publish({ ...publication, posterPath: publication.staging.folder }), refused);
  const badPlan = { ...rendition, planKey: '../../../../../etc' };
  await t.rejects(library.publish({ ...publication, rendition: badPlan }), { code: 'library-bad-id' });
  t.same(library.clips(), []);
  t.match((await library.publish(publication)).clip, { name: 'clip.mp4' }, 'none of it did any harm');
});

t.test('ids that could not have come from here find nothing', async (t) => {
  const library = await openTestLibrary(t, { root: t.testdir() });
  for (const id of ['', '../library', '__proto__', 'A'.repeat(32)]) {
    t.equal(library.clip(id), undefined);
    t.equal(library.originalPath(id), undefined);
    t.equal(library.posterPath(id), undefined);
    t.equal(library.renditionPath(id, PLAN_A), undefined);
  }
});

t.test('every change is told, and a listener that throws does not undo it', async (t) => {
  const library = await openTestLibrary(t, { root: t.testdir() });
  const counts: number[] = [];
  const end = library.on('change', () => counts.push(library.clips().length));
  library.on('change', () => {
    throw new Error('a faulty listener');
  });
  const { clip } = await publishClip(library);
  library.change(clip.id, { name: 'other' });
  const { id } = library.playlists.create({ name: 'One', entries: [{ clipId: clip.id }] });
  library.playlists.remove(id);
  end();
  await library.remove(clip.id);
  t.same(counts, [1, 1, 1, 1]);
});

t.test('a closed library changes nothing any more', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const publication = await stageClip(library);
  const published = library.publish(publication);
  const closed = library.close();
  await t.resolves(published, 'what was under way is finished first');
  await closed;
  await library.close();
  await t.rejects(library.publish(publication), { code: 'library-closed' });
  t.throws(() => library.createStaging(), { code: 'library-closed' });
});
