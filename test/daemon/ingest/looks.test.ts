import t from 'tap';
import type { LookChange } from '../../../daemon/protocol/look.js';
import { filesOnDisk, findViolations } from '../library/files-on-disk.js';
import { startIngest, upload } from './start-ingest.js';

/** Ingest with these films in its library. */
async function startWith(t: Parameters<typeof startIngest>[0], ...films: string[]) {
  const parts = await startIngest(t);
  const ids: string[] = [];
  for (const film of films) {
    const { job } = await upload(parts.ingest, film, film);
    ids.push((await parts.jobs.ended(job.id)).clipId ?? '');
  }
  const { library, jobs } = parts;
  const [clipId = '', otherId = ''] = ids;
  /** Chooses a look; `jobId` is that of the job that this brought about, if any. */
  const choose = (look: LookChange | null, id = clipId) => {
    const before = jobs.told.length;
    const clip = library.change(id, { look });
    return { look: clip.look, jobId: jobs.told[before]?.id ?? '' };
  };
  return { ...parts, clipId, otherId, choose };
}

t.test('another look gives the clip frames for it, and the old ones stay', async (t) => {
  const { root, library, plans, converter, jobs, clipId, choose } = await startWith(t, 'a film');
  const { look, jobId } = choose({ startMs: 1000, fit: 'contain' });
  t.match(await jobs.ended(jobId), { stage: 'ready', clipId, known: true });
  t.match(converter.options.at(-1), { startMs: 1000, fit: 'contain', background: '#000000' });
  const keys = [plans.keyFor(undefined), plans.keyFor(look)];
  t.not(keys[0], keys[1]);
  t.same(await findViolations(root, library, keys), []);
  t.match(library.shownFrames(clipId, plans.wantedFor(look)), { startMs: 1000 });
});

t.test('a look chosen while the one before is being made takes its place', async (t) => {
  const { root, library, plans, converter, jobs, clipId, choose } = await startWith(t, 'a film');
  const release = converter.hold();
  const first = choose({ rotation: 90 });
  await jobs.until(['converting'], first.jobId);
  const second = choose({ rotation: 180 });
  t.match(await jobs.ended(first.jobId), { stage: 'cancelled' });
  release();
  t.match(await jobs.ended(second.jobId), { stage: 'ready' });
  t.equal(library.renditionPath(clipId, plans.keyFor(first.look)), undefined);
  t.same(await findViolations(root, library, [plans.keyFor(undefined), plans.keyFor(second.look)]), []);
});

t.test('a look that was there before is there at once, without another conversion', async (t) => {
  const { library, plans, converter, jobs, clipId, choose } = await startWith(t, 'a film');
  await jobs.ended(choose({ speed: 2 }).jobId);
  const back = choose(null);
  t.match(library.shownFrames(clipId, plans.wantedFor(back.look)), { speed: 1 });
  t.equal(back.jobId, '', 'there is no job to show');
  await new Promise<void>((resolve) => library.on('change', resolve));
  t.equal(converter.converted.length, 2);
});

t.test('a look that cannot be made leaves the clip as it was, and the clip says why', async (t) => {
  const { root, library, plans, converter, jobs, clipId, choose } = await startWith(t, 'a film');
  converter.refuses = true;
  const { look, jobId } = choose({ startMs: 9999 });
  t.match(await jobs.ended(jobId), { stage: 'failed' });
  t.match(library.clip(clipId), { look: { startMs: 9999 }, problem: { code: 'media-unreadable' } });
  t.match(library.shownFrames(clipId, plans.wantedFor(look)), { startMs: 0 }, 'what there was is shown');
  t.same(await findViolations(root, library, [plans.keyFor(undefined)]), []);
  t.ok((await filesOnDisk(root)).includes('staging/'));

  converter.refuses = false;
  t.match(await jobs.ended(choose({ startMs: 10 }).jobId), { stage: 'ready' });
  t.equal(library.clip(clipId)?.problem, undefined);
});

t.test('a chosen look takes the turn of what is made in the background, which is made later', async (t) => {
  const { library, plans, converter, jobs, ingest, clipId, otherId, choose } = await startWith(t, 'a film', 'another');
  const release = converter.hold();
  const turned = { width: 24, height: 32 };
  ingest.setPlan({ geometry: turned, options: plans.planFor(undefined).options });
  const before = jobs.told.length;
  ingest.renderMissing([otherId]);
  const background = jobs.told[before]?.id ?? '';
  await converter.begun(3);
  choose({ fit: 'stretch' });
  await converter.begun(4);
  release();
  t.match(await jobs.ended(background), { stage: 'ready' });
  t.same(converter.converted.slice(2), ['another', 'a film', 'another']);
  t.ok(library.renditionPath(clipId, plans.keyFor({ fit: 'stretch' })));
});

t.test('a file may be sent with a look; sent again with another, the clip has that', async (t) => {
  const { library, plans, converter, jobs, ingest } = await startWith(t);
  const { job } = await upload(ingest, 'a film', 'film.mp4', { look: { rotation: 90 } });
  const { clipId = '' } = await jobs.ended(job.id);
  t.same(library.clip(clipId)?.look, { rotation: 90 });
  t.match(converter.options, [{ rotation: 90 }]);
  t.ok(library.renditionPath(clipId, plans.keyFor({ rotation: 90 })));

  await jobs.ended((await upload(ingest, 'a film')).job.id);
  t.same(library.clip(clipId)?.look, { rotation: 90 }, 'sent without one, it keeps its own');
  t.equal(converter.options.length, 1);

  const again = await upload(ingest, 'a film', 'film.mp4', { look: { fit: 'contain' } });
  t.match(await jobs.ended(again.job.id), { stage: 'ready', known: true, clipId });
  t.same(library.clip(clipId)?.look, { fit: 'contain' });
  t.match(converter.options.slice(1), [{ rotation: 0, fit: 'contain' }]);

  const back = await upload(ingest, 'a film', 'film.mp4', { look: { rotation: 90 } });
  await jobs.ended(back.job.id);
  t.same(library.clip(clipId)?.look, { rotation: 90 });
  t.equal(converter.options.length, 2, 'frames that are there are not made again');
});
