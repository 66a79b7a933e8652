import { readFile } from 'node:fs/promises';
import t, { type Test } from 'tap';
import { DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/options.js';
import type { Library } from '../../../daemon/library/library.js';
import { filesOnDisk } from '../library/files-on-disk.js';
import { startIngest, upload } from './start-ingest.js';

/** Resolves when the clip's preview is as wanted. */
async function untilPreview(library: Library, id: string, isWanted: (planKey: string) => boolean = () => true) {
  while (!isWanted(library.preview(id)?.planKey ?? '') || library.preview(id) === undefined) {
    await new Promise<void>((resolve) => {
      const stop = library.on('change', () => {
        stop();
        resolve();
      });
    });
  }
}

async function startWithPreviews(t: Test, root?: string) {
  const started = await startIngest(t, root === undefined ? {} : { root });
  started.converter.hasPreviews = true;
  return started;
}

t.test('a clip gets its moving preview after it is ready', async (t) => {
  const { root, ingest, jobs, library } = await startWithPreviews(t);
  const { job } = await upload(ingest, 'a film');
  const { clipId = '' } = await jobs.ended(job.id);
  t.equal(library.preview(clipId), undefined, 'nobody waits for it');
  await untilPreview(library, clipId);
  t.match(await readFile(library.preview(clipId)?.path ?? '', 'utf8'), /^moving/);
  t.same(jobs.stages(job.id), ['receiving', 'waiting', 'converting', 'finishing', 'ready']);
  await ingest.stop();
  t.ok((await filesOnDisk(root)).includes('staging/'), 'nothing is left of the work');
});

t.test('another look gets another preview', async (t) => {
  const { ingest, jobs, library, plans } = await startWithPreviews(t);
  const { job } = await upload(ingest, 'a film');
  const { clipId = '' } = await jobs.ended(job.id);
  await untilPreview(library, clipId);
  library.change(clipId, { look: { fit: 'contain' } });
  await untilPreview(library, clipId, (planKey) => planKey === plans.keyFor({ fit: 'contain' }));
  t.pass();
});

t.test('what is missing is made at the next start, and once is enough', async (t) => {
  const first = await startIngest(t);
  const { job } = await upload(first.ingest, 'a film');
  const { clipId = '' } = await first.jobs.ended(job.id);
  await first.ingest.stop();
  await first.library.close();

  const { ingest, library, converter } = await startWithPreviews(t, first.root);
  ingest.renderMissing([clipId, 'unknown']);
  await untilPreview(library, clipId);
  ingest.renderMissing([clipId]);
  await ingest.stop();
  t.equal(converter.previews, 1);
});

t.test('a preview that cannot be made costs the clip nothing', async (t) => {
  const { root, ingest, jobs, library, converter } = await startWithPreviews(t);
  let attempts = 0;
  const bothTried = new Promise<void>((resolve) => {
    converter.animatedPreview = async () => {
      attempts += 1;
      if (attempts === 2) resolve();
      throw new Error('no animation today');
    };
  });
  const { job } = await upload(ingest, 'a film');
  const { clipId = '' } = await jobs.ended(job.id);
  const { job: next } = await upload(ingest, 'another film');
  await jobs.ended(next.id);
  await bothTried;
  await ingest.stop();
  t.equal(library.clip(clipId)?.problem, undefined);
  t.equal(library.preview(clipId), undefined);
  t.ok((await filesOnDisk(root)).includes('staging/'));
});

t.test('frames for a changed plan come before previews', async (t) => {
  const { ingest, jobs, library, converter } = await startWithPreviews(t);
  const { job } = await upload(ingest, 'a film');
  const { clipId = '' } = await jobs.ended(job.id);
  ingest.setPlan({ geometry: { width: 24, height: 32 }, options: DEFAULT_CONVERT_OPTIONS });
  ingest.renderMissing([clipId]);
  await untilPreview(library, clipId, (planKey) => planKey === ingest.planKey);
  t.equal(converter.previews, 1, 'none was made of the frames before');
});
