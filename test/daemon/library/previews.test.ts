import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import t from 'tap';
import { FaultyFiles } from './faulty-files.js';
import { filesOnDisk, findViolations } from './files-on-disk.js';
import { openTestLibrary, PLAN_A, PLAN_B, previewClip, publishClip } from './staged-clips.js';

t.test('a clip has the newest of its previews, and nothing is left of the one before', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip } = await publishClip(library);
  t.equal(clip.preview, undefined);
  await previewClip(library, clip.id, 'first');
  const first = library.clip(clip.id)?.preview;
  t.match(library.preview(clip.id), { format: 'webp', planKey: PLAN_A });
  await previewClip(library, clip.id, 'second', PLAN_B);
  const second = library.clips()[0]?.preview;
  t.not(second?.version, first?.version, 'another content has another version');
  t.equal(await readFile(library.preview(clip.id)?.path ?? '', 'utf8'), 'second');
  await previewClip(library, clip.id, 'second', PLAN_A);
  t.same(library.clip(clip.id)?.preview, second, 'the same content is the same version');
  t.equal(library.preview(clip.id)?.planKey, PLAN_A);
  t.same(await findViolations(root, library, [PLAN_A]), []);

  await library.remove(clip.id);
  t.same(await filesOnDisk(root), ['originals/', 'posters/', 'previews/', 'renditions/', 'staging/']);
  await t.rejects(previewClip(library, clip.id), { code: 'clip-not-found' });
});

for (const [what, harm] of [
  ['missing', (path: string) => rm(path)],
  ['cut off', (path: string) => truncate(path, 3)],
] as const) {
  t.test(`a preview that is ${what} is forgotten at the start, to be made again`, async (t) => {
    const root = t.testdir();
    const library = await openTestLibrary(t, { root });
    const { clip } = await publishClip(library);
    await previewClip(library, clip.id);
    const { path = '' } = library.preview(clip.id) ?? {};
    await library.close();
    await harm(path);
    const again = await openTestLibrary(t, { root });
    t.match(
      again.report.findings,
      [{ code: 'preview-lost', clipId: clip.id }, {}].slice(0, what === 'missing' ? 1 : 2),
    );
    t.same(again.clips(), [clip]);
    t.same(await findViolations(root, again, [PLAN_A]), []);
  });
}

t.test('a preview without a clip is swept', async (t) => {
  const root = t.testdir();
  await (await openTestLibrary(t, { root })).close();
  await writeFile(`${root}/previews/${'0'.repeat(32)}-${'1'.repeat(16)}.webp`, 'nobody knows me');
  const again = await openTestLibrary(t, { root });
  t.match(again.report.findings, [{ code: 'stray-removed' }]);
  t.ok((await filesOnDisk(root)).includes('previews/'));
});

t.test('wherever storing a preview fails, the clip keeps the one it had', async (t) => {
  const root = t.testdir();
  const files = new FaultyFiles();
  const library = await openTestLibrary(t, { root, files });
  const { clip } = await publishClip(library);
  await previewClip(library, clip.id, 'the good old one');
  const before = library.clips();
  let failures = 0;
  for (let failAt = 1; ; failAt++) {
    files.arm(failAt, false);
    const outcome = await previewClip(library, clip.id, 'another one').catch((error) => error);
    const fired = files.fired;
    files.disarm();
    if (outcome === undefined) {
      // What fails after the commit is the former file's removal, or the staging folder's: the next start's to do.
      if (!fired) break;
      await previewClip(library, clip.id, 'the good old one');
      continue;
    }
    failures += 1;
    t.match(outcome, { code: 'library-disk-full' }, `step ${failAt}`);
    t.same(library.clips(), before);
    t.same(await findViolations(root, library, [PLAN_A]), []);
  }
  t.ok(failures >= 3, `${failures} steps were made to fail`);
  await library.close();
  const again = await openTestLibrary(t, { root });
  t.same(await findViolations(root, again, [PLAN_A]), []);
  t.equal(await readFile(again.preview(clip.id)?.path ?? '', 'utf8'), 'another one');
});
