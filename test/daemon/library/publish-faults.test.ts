import t from 'tap';
import { FaultyFiles } from './faulty-files.js';
import { filesOnDisk, findViolations } from './files-on-disk.js';
import { openTestLibrary, PLAN_A, PLAN_B, publishClip, stageClip } from './staged-clips.js';

t.test('wherever publishing fails, library and staging are as they were, and the next attempt succeeds', async (t) => {
  const root = t.testdir();
  const files = new FaultyFiles();
  const library = await openTestLibrary(t, { root, files });
  await publishClip(library, { content: 'a good old clip' });

  let failures = 0;
  for (let failAt = 1; ; failAt++) {
    const publication = await stageClip(library, { content: `clip ${failAt}` });
    const [clips, paths] = [library.clips(), await filesOnDisk(root)];
    files.arm(failAt, false);
    const outcome = await library.publish(publication).catch((error) => error);
    const fired = files.fired;
    files.arm(Number.POSITIVE_INFINITY, false);
    if (!fired) break;
    failures += 1;
    t.match(outcome, { code: 'library-disk-full' }, `step ${failAt} fails with a clear word`);
    t.same(library.clips(), clips);
    t.same(await filesOnDisk(root), paths);
    t.equal((await library.publish(publication)).known, false, 'what was staged is still whole');
    await publication.staging.discard();
  }
  t.ok(failures >= 10, `${failures} steps were made to fail`);
});

t.test('where undoing fails too, the next start mends it', async (t) => {
  for (let failAt = 1; ; failAt++) {
    const root = t.testdir();
    const files = new FaultyFiles();
    const library = await openTestLibrary(t, { root, files });
    const { clip } = await publishClip(library, { content: 'a good old clip' });
    const publication = await stageClip(library, { content: 'the new clip' });
    files.arm(failAt, true);
    await library.publish(publication).catch(() => {});
    if (!files.fired) break;
    await publication.staging.discard();
    await library.close();

    const again = await openTestLibrary(t, { root });
    t.same(again.clips(), [clip], `after failing from step ${failAt} on`);
    t.same(await findViolations(root, again, [PLAN_A]), []);
    await again.close();
  }
});

t.test('a failed new version never touches what the clip has', async (t) => {
  const root = t.testdir();
  const files = new FaultyFiles();
  const library = await openTestLibrary(t, { root, files });
  const { clip } = await publishClip(library, { planKey: PLAN_A });
  for (let failAt = 1; ; failAt++) {
    const { rendition, staging } = await stageClip(library, { planKey: PLAN_B });
    files.arm(failAt, false);
    await library.addRendition(clip.id, { ...rendition, staging }).catch(() => {});
    const fired = files.fired;
    files.arm(Number.POSITIVE_INFINITY, false);
    await staging.discard();
    if (!fired) break;
    t.same(library.clips(), [clip]);
    t.same(await findViolations(root, library, [PLAN_A, PLAN_B]), []);
  }
  t.ok(library.renditionPath(clip.id, PLAN_B));
});

t.test('a failed commit takes the files back', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const publication = await stageClip(library);
  const paths = await filesOnDisk(root);
  // frames >= 1 is a rule of the table: the transaction is refused after the files were moved.
  const refused = { ...publication, rendition: { ...publication.rendition, frames: 0 } };
  await t.rejects(library.publish(refused), { code: 'library-failed' });
  t.same(await filesOnDisk(root), paths);
  t.same(library.clips(), []);
});

t.test('a removed clip whose files cannot be deleted is gone all the same; the next start deletes them', async (t) => {
  const root = t.testdir();
  const files = new FaultyFiles();
  const library = await openTestLibrary(t, { root, files });
  const { clip } = await publishClip(library);
  files.arm(1, true);
  await library.remove(clip.id);
  t.same(library.clips(), []);
  await library.close();
  const again = await openTestLibrary(t, { root });
  t.same(
    again.report.findings.map(({ code }) => code),
    ['removal-finished'],
  );
  t.same(await filesOnDisk(root), ['originals/', 'posters/', 'previews/', 'renditions/', 'staging/']);
});
