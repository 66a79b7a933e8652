import { rm } from 'node:fs/promises';
import t from 'tap';
import { DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/options.js';
import { filesOnDisk, findViolations } from '../library/files-on-disk.js';
import { openTestLibrary } from '../library/staged-clips.js';
import { startIngest, temporaryFolder, upload } from './start-ingest.js';

const TURNED = { geometry: { width: 24, height: 32 }, options: DEFAULT_CONVERT_OPTIONS };

/** Ingest with these films in its library. */
async function startWith(t: Parameters<typeof startIngest>[0], films: readonly string[]) {
  const parts = await startIngest(t);
  const ids: string[] = [];
  for (const film of films) {
    const { job } = await upload(parts.ingest, film, film);
    ids.push((await parts.jobs.ended(job.id)).clipId ?? '');
  }
  return { ...parts, ids };
}

t.test('another panel gives every clip frames for it, and the old frames stay', async (t) => {
  const { root, library, converter, jobs, ingest, ids } = await startWith(t, ['a', 'b', 'c']);
  const oldKey = ingest.planKey;
  ingest.setPlan(TURNED);
  t.not(ingest.planKey, oldKey);
  const before = jobs.told.length;
  ingest.renderMissing([...ids, '0'.repeat(32)]);
  ingest.renderMissing(ids);
  await new Promise<void>((resolve) => {
    const end = library.on('change', () => {
      if (!ids.every((id) => library.renditionPath(id, ingest.planKey))) return;
      end();
      resolve();
    });
  });
  t.same(converter.converted, ['a', 'b', 'c', 'a', 'b', 'c'], 'each once more, though asked twice');
  const reports = jobs.told.slice(before);
  t.ok(
    reports.every((job) => reports.filter((other) => other.id === job.id && other.stage === 'waiting').length === 1),
  );
  t.same(await findViolations(root, library, [oldKey, ingest.planKey]), []);
});

t.test('uploads go before frames that are made again', async (t) => {
  const { converter, jobs, ingest, ids } = await startWith(t, ['a', 'b']);
  const release = converter.hold();
  ingest.setPlan(TURNED);
  ingest.renderMissing(ids);
  const ticket = await upload(ingest, 'sent meanwhile');
  const next = await upload(ingest, 'and another');
  await jobs.until(['waiting'], next.job.id);
  release();
  await jobs.ended(next.job.id);
  t.same(converter.converted.slice(2, 5), ['a', 'sent meanwhile', 'and another']);
  t.equal(ticket.job.stage, 'ready');
});

t.test('a clip that is removed while its frames are made takes the job with it', async (t) => {
  const { root, library, converter, jobs, ingest, ids } = await startWith(t, ['a']);
  converter.hold();
  ingest.setPlan(TURNED);
  const before = jobs.told.length;
  ingest.renderMissing(ids);
  const id = jobs.told[before]?.id ?? '';
  await jobs.until(['converting'], id);
  await library.remove(ids[0] ?? '');
  t.match(await jobs.ended(id), { stage: 'cancelled' });
  t.same(await filesOnDisk(root), ['originals/', 'posters/', 'previews/', 'renditions/', 'staging/']);
});

t.test('a clip converted for a plan that changed meanwhile gets its frames', async (t) => {
  const { library, converter, jobs, ingest } = await startWith(t, []);
  const release = converter.hold();
  const { job } = await upload(ingest, 'a film');
  await jobs.until(['converting'], job.id);
  const oldKey = ingest.planKey;
  ingest.setPlan(TURNED);
  release();
  const { clipId = '' } = await jobs.ended(job.id);
  t.ok(library.renditionPath(clipId, oldKey));
  while (!library.renditionPath(clipId, ingest.planKey)) {
    await new Promise<void>((resolve) => library.on('change', resolve));
  }
  t.equal(converter.converted.length, 2);
});

t.test('without its original a clip cannot be made again, and the job says so', async (t) => {
  const root = temporaryFolder(t);
  const first = await startIngest(t, { root });
  const { clipId = '' } = await first.jobs.ended((await upload(first.ingest, 'a film')).job.id);
  await rm(first.library.originalPath(clipId) ?? '');
  await first.library.close();

  const library = await openTestLibrary(t, { root });
  t.match(library.report.findings, [{ code: 'original-lost' }]);
  await library.close();
  const { jobs, ingest, ...again } = await startIngest(t, { root, geometry: { width: 8, height: 8 } });
  ingest.renderMissing([clipId]);
  const failed = await jobs.until(['failed']);
  t.match(failed.error, { code: 'original-lost' });
  ingest.renderMissing([clipId]);
  t.equal(ingest.jobs().length, 1, 'once is enough');

  const { job } = await upload(ingest, 'a film');
  t.match(await jobs.ended(job.id), { stage: 'ready', known: true });
  t.ok(again.library.originalPath(clipId), 'sent again, it is whole again');
  t.ok(again.library.renditionPath(clipId, ingest.planKey));
});
