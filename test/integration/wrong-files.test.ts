import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Job } from '../../daemon/protocol/job.js';
import { codeOf, TusClient } from '../daemon/http/tus-client.js';
import { DaemonProcess } from './daemon-process.js';
import { lastingFolder } from './lasting-folder.js';
import { LiveClient } from './live-client.js';
import { getState, waitForJob } from './rest-client.js';
import { doubtfulFiles, fixtures, isClearWord, type SentFile, wrongFiles, wrongKinds } from './wrong-files.js';

/** Some seventy files, half a minute, on a machine that is ten times as slow. */
const WHOLE_TEST_MS = 300_000;
t.setTimeout(WHOLE_TEST_MS);

/** Fewer than ended jobs stay listed. While there are some, nothing is made that nobody waits for. */
const AT_A_TIME = 8;

async function several<File>(files: readonly File[], send: (file: File) => Promise<void>): Promise<void> {
  for (let from = 0; from < files.length; from += AT_A_TIME) {
    await Promise.all(files.slice(from, from + AT_A_TIME).map(send));
  }
}

t.test('whatever is sent becomes a clip or a clear word, leaves nothing behind, and the picture goes on', async (t) => {
  t.setTimeout(WHOLE_TEST_MS);
  const data = join(lastingFolder(t), 'data');
  mkdirSync(data);
  // Small, so that what is no use is not made large.
  const daemon = await DaemonProcess.start({ data, words: ['--panel', 'st7735-128x160'] });
  t.teardown(() => daemon.stop());
  const tus = new TusClient(Number(new URL(daemon.url).port));
  const live = await LiveClient.connect(daemon.url, t);
  const good = fixtures().find(({ name }) => name === 'edit-list.mp4');
  const playing = (await byTus(good ?? { name: '', content: Buffer.alloc(0) })).clipId;
  await live.until(({ player }) => player.now?.clipId === playing);

  async function byTus({ name, content }: SentFile): Promise<Job> {
    const path = await tus.create(content.length, name);
    const { headers } = await tus.head(path);
    if (content.length > 0) await tus.patch(path, 0, content);
    return waitForJob(daemon.url, String(headers['framed-job']));
  }

  async function byForm({ name, content }: SentFile): Promise<Pick<Job, 'stage' | 'error'>> {
    const form = new FormData();
    form.append('file', new Blob([content]), name);
    const answer = await fetch(new URL('api/clips', daemon.url), { method: 'POST', body: form });
    const body = (await answer.json()) as { jobs?: Job[]; error?: Job['error'] };
    const [job] = body.jobs ?? [];
    return job === undefined ? { stage: 'failed', error: body.error } : waitForJob(daemon.url, job.id);
  }

  function isClear({ error }: Pick<Job, 'error'>): boolean {
    const { code = 'internal', message = '' } = error ?? {};
    return code !== 'internal' && isClearWord(message);
  }

  await t.test('what cannot be a clip is refused in words, however it comes', async (t) => {
    await several(wrongFiles(), async (file) => {
      const job = await byTus(file);
      t.match(job, { stage: 'failed', error: { code: file.code } }, `${file.name}: ${job.error?.message}`);
      t.ok(isClear(job), `${file.name}: ${job.error?.message}`);
    });
    await several(wrongKinds(), async (file) => {
      const job = await byForm(file);
      t.equal(job.stage, 'failed', `${file.name} by a form`);
      t.ok(isClear(job), `${file.name} by a form: ${job.error?.message}`);
    });
    const { player, clips } = await live.state();
    t.equal(player.now?.clipId, playing, 'what played, plays');
    t.same(Object.keys(clips), [playing]);
  });

  await t.test('of what is broken, what can be shown is shown', async (t) => {
    await several(doubtfulFiles(), async (file) => {
      const job = file.name.startsWith('half') ? await byTus(file) : await byForm(file);
      t.ok(job.stage === 'ready' || isClear(job), `${file.name}: ${job.stage} ${job.error?.message ?? ''}`);
    });
  });

  await t.test('five gigabytes are refused before they come', async (t) => {
    const bytes = 5 * 2 ** 30;
    const created = await tus.send('POST', '/api/uploads', { 'Upload-Length': bytes });
    t.match([created.status, codeOf(created)], [413, 'file-too-large']);
    const form = `--x\r\nContent-Disposition: form-data; name="file"; filename="sparse.mp4"\r\n\r\n`;
    const headers = {
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': String(bytes + form.length),
    };
    const { request, answer } = tus.open('POST', '/api/clips', headers);
    // Its beginning: who goes on sending may meet the closed line before the answer.
    request.write(form);
    request.write(Buffer.alloc(64 << 10));
    const refused = await answer;
    t.match([refused.status, codeOf(refused)], [413, 'file-too-large']);
    request.destroy();
  });

  await t.test('nothing is left but the clips, and the player never stumbled', async (t) => {
    const before = (await getState(daemon.url)).player.stats;
    await live.until(({ player }) => player.stats.presented > before.presented);
    const { player, clips, jobs } = await getState(daemon.url);
    t.match(player.stats, { damaged: 0, workerRestarts: 0 });
    const underWay = Object.values(jobs).filter(({ stage }) => !['ready', 'failed', 'cancelled'].includes(stage));
    t.same(underWay, []);
    t.equal(readdirSync(join(data, 'originals')).length, Object.keys(clips).length);
    t.equal(await daemon.stop(), 0);
    for (const folder of ['staging', 'uploads']) t.same(readdirSync(join(data, folder)), [], folder);
  });
});
