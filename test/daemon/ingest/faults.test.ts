import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { FaultyFiles } from '../library/faulty-files.js';
import { filesOnDisk, findViolations } from '../library/files-on-disk.js';
import { startIngest, upload } from './start-ingest.js';

const DISK_FULL = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

/** An ingest on a disk that can be made to fail, with a good old clip in its library. */
async function startOnFaultyDisk(t: Test, content = 'a good old clip') {
  const files = new FaultyFiles();
  const started = await startIngest(t, { files, stripsMetadata: true });
  const { converter, jobs, ingest } = started;
  converter.stripMetadata = async ({ source, output }) => {
    await writeFile(output, `stripped ${source.length}`);
    return { stripped: true, bytes: `stripped ${source.length}`.length };
  };
  await jobs.ended((await upload(ingest, content)).job.id);
  return { ...started, files };
}

for (const [what, contentOf] of [
  ['a film', (step: number) => `film ${step}`],
  ['a document', (step: number) => `document of 2: ${step}`],
] as const) {
  t.test(`wherever the disk fails on the way of ${what}, there is all of it or nothing`, async (t) => {
    const { root, files, ingest, jobs, library, plans } = await startOnFaultyDisk(t);
    let failures = 0;
    for (let failAt = 1; ; failAt++) {
      const before = { clips: library.clips(), paths: await publishedFiles(root) };
      files.arm(failAt, false);
      const sent = await upload(ingest, contentOf(failAt)).catch((error) => error);
      const job = sent instanceof Error ? jobs.told.at(-1) : sent.job;
      const ended = await jobs.ended(job?.id ?? '');
      const { fired } = files;
      files.disarm();
      if (ended.stage === 'failed') {
        failures += 1;
        t.match(ended.error, { code: 'library-disk-full' }, `step ${failAt}: ${ended.error?.message}`);
        t.same(library.clips(), before.clips);
        t.same(await publishedFiles(root), before.paths);
        const again = await upload(ingest, contentOf(failAt));
        t.match(await jobs.ended(again.job.id), { stage: 'ready', known: false }, 'and it can be sent again');
      }
      if (!fired) break;
    }
    t.ok(failures >= 10, `${failures} steps were made to fail`);
    await ingest.stop();
    // Where even clearing up failed, the next start does it.
    const clips = library.clips().length;
    await library.close();
    const next = await startIngest(t, { root });
    next.ingest.resume();
    for (const { id } of next.ingest.jobs()) await next.jobs.ended(id);
    t.equal(next.library.clips().length, clips, 'nothing rises that failed');
    t.same(await violationsOf(root, next.library, [plans.keyFor(undefined)]), []);
  });
}

t.test('half a poster costs the clip its poster, and nothing is left of it', async (t) => {
  const { root, converter, ingest, jobs, library } = await startOnFaultyDisk(t);
  converter.poster = async ({ output }) => {
    await writeFile(output, 'half a po');
    throw DISK_FULL;
  };
  const { clipId = '' } = await jobs.ended((await upload(ingest, 'a film')).job.id);
  t.ok(library.clip(clipId));
  t.equal(library.posterPath(clipId), undefined);
  const paths = await filesOnDisk(root);
  t.equal(paths.filter((path) => path.startsWith('posters/')).length, 1, 'that of the good old clip');
  t.ok(paths.includes('staging/'));
});

t.test(
  'where stripping breaks off, the original is kept as it was sent, and nothing is left of the copy',
  async (t) => {
    const { root, converter, ingest, jobs, library } = await startOnFaultyDisk(t);
    converter.stripMetadata = async ({ output }) => {
      await writeFile(output, 'half a co');
      throw DISK_FULL;
    };
    const { clipId = '' } = await jobs.ended((await upload(ingest, 'a film')).job.id);
    t.equal(library.clip(clipId)?.originalBytes, 'a film'.length);
    t.match(library.conversionRecord(clipId), { original: { metadata: 'kept', reason: /no space left/ } });
    t.ok((await filesOnDisk(root)).includes('staging/'));
  },
);

/** Work in progress comes and goes; where even clearing up failed, it is the next start's to sweep. */
async function publishedFiles(root: string): Promise<string[][]> {
  const folders = ['originals', 'posters', 'previews', 'renditions'].map((name) => join(root, name));
  return Promise.all(folders.map((folder) => filesOnDisk(folder)));
}

/** Stripped originals and pages have other bytes than what their clips are named by. */
async function violationsOf(...from: Parameters<typeof findViolations>): Promise<string[]> {
  return (await findViolations(...from)).filter((violation) => !violation.endsWith('is damaged'));
}
