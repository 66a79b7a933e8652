import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import type { Job } from '../../daemon/protocol/job.js';
import { codeOf, TusClient } from '../daemon/http/tus-client.js';
import { until } from '../until.js';
import { DaemonProcess } from './daemon-process.js';
import { lastingFolder } from './lasting-folder.js';
import { getState, waitForJob } from './rest-client.js';
import { fixtures } from './wrong-files.js';

/** Less than bunny's file and than the frames of the clip of 320x180 pixels; more than that file, and than the database needs. */
const MAX_FILE_KIB = 1000;

/** When nothing is under way: a clip's moving preview is made behind its job, in a folder of its own. */
async function filesAtRest(data: string): Promise<Record<string, string[]>> {
  while (readdirSync(join(data, 'staging')).length > 0) await sleep(20);
  return Object.fromEntries(
    ['originals', 'posters', 'renditions', 'staging', 'uploads'].map((name) => [name, readdirSync(join(data, name))]),
  );
}

t.test(
  'where the disk takes no more of a file, that is said, nothing of it is left, and what was there stays',
  async (t) => {
    const data = lastingFolder(t);
    const daemon = await DaemonProcess.start({ data, maxFileKib: MAX_FILE_KIB });
    t.teardown(() => daemon.stop());
    const tus = new TusClient(Number(new URL(daemon.url).port));
    const contentOf = (name: string) => fixtures().find((file) => file.name === name)?.content ?? Buffer.alloc(0);
    const send = async (name: string) => {
      const content = contentOf(name);
      const path = await tus.create(content.length, name);
      const jobId = String((await tus.head(path)).headers['framed-job']);
      return { path, jobId, answer: await tus.patch(path, 0, content) };
    };
    const still = await send('edit-list.mp4');
    t.match(await waitForJob(daemon.url, still.jobId), { stage: 'ready' });
    const before = { clips: Object.keys((await getState(daemon.url)).clips), files: await filesAtRest(data) };

    await t.test('of a file that arrives by tus, which may go on when that is mended', async (t) => {
      const { path, jobId, answer } = await send('bunny-640x480-25fps.mp4');
      t.equal(codeOf(answer), 'file-too-large');
      t.match(answer.body, /longer than a file may be where framed keeps its data/);
      t.match((await getState(daemon.url)).jobs[jobId], { stage: 'receiving' });
      await tus.send('DELETE', path);
      t.match(await waitForJob(daemon.url, jobId), { stage: 'cancelled' });
      await until(() => readdirSync(join(data, 'uploads')).length === 0);
      t.same(await filesAtRest(data), before.files);
    });

    await t.test('of a file that arrives by a form', async (t) => {
      const form = new FormData();
      form.append('file', new Blob([contentOf('bunny-640x480-25fps.mp4')]), 'bunny.mp4');
      const answer = await fetch(new URL('api/clips', daemon.url), { method: 'POST', body: form });
      const { error } = (await answer.json()) as { error: NonNullable<Job['error']> };
      t.match([answer.status, error.code], [413, 'file-too-large']);
      const { jobs } = await getState(daemon.url);
      const job = Object.values(jobs).find(({ name }) => name === 'bunny.mp4');
      t.match(await waitForJob(daemon.url, job?.id ?? ''), { stage: 'failed', error });
      t.same(await filesAtRest(data), before.files);
    });

    await t.test('of frames', async (t) => {
      const { jobId } = await send('clip-320x180-24fps.mp4');
      const job = await waitForJob(daemon.url, jobId);
      t.match(job, {
        stage: 'failed',
        error: { code: 'library-file-too-long', message: /longer than the data folder/ },
      });
      t.same(await filesAtRest(data), before.files);
    });

    t.same(Object.keys((await getState(daemon.url)).clips), before.clips);
    t.equal((await readFile(join(data, 'originals', before.files['originals']?.[0] ?? ''))).length > 0, true);
    t.equal(await daemon.stop(), 0);
  },
);
