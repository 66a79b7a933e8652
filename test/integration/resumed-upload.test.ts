import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { Upload } from 'tus-js-client';
import { packageRoot } from '../../daemon/package-root.js';
import { CuttingProxy } from '../daemon/http/cutting-proxy.js';
import { TusClient } from '../daemon/http/tus-client.js';
import { until } from '../until.js';
import { DaemonProcess } from './daemon-process.js';
import { lastingFolder } from './lasting-folder.js';
import { getState, waitForJob } from './rest-client.js';

const BUNNY = join(packageRoot, 'test/fixtures/bunny-640x480-25fps.mp4');
const SMALL = join(packageRoot, 'test/fixtures/edit-list.mp4');

/** Keeps originals as they were sent, so that they can be compared. On a small panel frames are made in a quarter of the time. */
function startDaemon(data: string): Promise<DaemonProcess> {
  const config = join(data, 'config.yaml');
  writeFileSync(config, 'uploads: { metadata: keep }');
  return DaemonProcess.start({ data, words: ['--config', config, '--panel', 'st7735-128x160'] });
}

const clientOf = ({ url }: DaemonProcess) => new TusClient(Number(new URL(url).port));

t.test('uploads survive what becomes of the daemon', async (t) => {
  const data = lastingFolder(t);
  const [bunny, film] = [await readFile(BUNNY), await readFile(SMALL)];
  const half = Math.floor(film.length / 2);
  const nameOf = async ({ url }: DaemonProcess, name: string) =>
    Object.values((await getState(url)).jobs).find((job) => job.name === name);
  const first = await startDaemon(data);
  let daemon = first;
  t.teardown(() => daemon.stop('SIGKILL'));

  const path = await clientOf(first).create(film.length, 'half.mp4');
  const { request, answer } = clientOf(first).openPatch(path, 0, film.length);
  request.write(film.subarray(0, half));
  const id = path.split('/').at(-1) ?? '';
  await until(() => readFileSync(join(data, 'uploads', id)).length === half);
  const whole = await clientOf(first).create(bunny.length, 'bunny.mp4');
  t.equal((await clientOf(first).patch(whole, 0, bunny)).status, 204);
  await first.stop('SIGKILL');
  await t.rejects(answer);
  t.same(await readdir(join(data, 'originals')), [], 'what was acknowledged is not done');
  const second = await startDaemon(data);
  daemon = second;

  await t.test('one that was killed in the middle goes on, and becomes a clip', async (t) => {
    const job = await nameOf(second, 'half.mp4');
    t.match(job, { stage: 'receiving' });
    t.ok(Math.abs((job?.percent ?? 0) - 50) < 1, 'with what it has');
    const client = clientOf(second);
    t.match(await client.head(path), { headers: { 'upload-offset': String(half), 'framed-job': job?.id } });
    t.equal((await client.patch(path, half, film.subarray(half))).status, 204);
    const ready = await waitForJob(second.url, job?.id ?? '');
    t.match(ready, { stage: 'ready', known: false });
    const original = readFileSync(join(data, 'originals', `${ready.clipId}.mp4`));
    t.ok(original.equals(film));
  });

  await t.test(
    'one that was acknowledged becomes a clip, though the daemon was killed while it converted it',
    async (t) => {
      const job = await nameOf(second, 'bunny.mp4');
      t.match(await waitForJob(second.url, job?.id ?? ''), { stage: 'ready' });
      await until(() => readdirSync(join(data, 'uploads')).length === 0);
      await until(() => readdirSync(join(data, 'staging')).length === 0);
    },
  );

  await t.test('one goes on after the daemon was stopped as it should be', async (t) => {
    // The same film in other bytes, or it would be known.
    const other = Buffer.concat([film, freeBox(1000)]);
    const path = await clientOf(second).create(other.length, 'stopped.mp4');
    await clientOf(second).patch(path, 0, other.subarray(0, 1000));
    t.equal(await second.stop(), 0);

    daemon = await startDaemon(data);
    const client = clientOf(daemon);
    t.equal(await client.offset(path), 1000);
    const { headers } = await client.patch(path, 1000, other.subarray(1000));
    t.match(await waitForJob(daemon.url, String(headers['framed-job'])), { stage: 'ready', known: false });
  });

  await t.test('cancelled in the middle or while it is converted, one leaves nothing', async (t) => {
    const originals = readdirSync(join(data, 'originals'));
    const client = clientOf(daemon);
    const content = Buffer.concat([bunny, freeBox(1000)]);
    for (const bytes of [0, 1000, content.length]) {
      const path = await client.create(content.length, 'bunny.mp4');
      const jobId = String((await client.head(path)).headers['framed-job']);
      if (bytes > 0) await client.patch(path, 0, content.subarray(0, bytes));
      t.equal((await client.send('DELETE', path)).status, 204);
      t.match(await waitForJob(daemon.url, jobId), { stage: 'cancelled' });
    }
    const path = await client.create(1_000_000, 'noise.mp4');
    const jobId = String((await client.head(path)).headers['framed-job']);
    await client.patch(path, 0, randomBytes(1_000_000));
    t.match(await waitForJob(daemon.url, jobId), { stage: 'failed' });
    for (const folder of ['uploads', 'staging']) await until(() => readdirSync(join(data, folder)).length === 0);
    t.same(readdirSync(join(data, 'originals')), originals);
  });
  await daemon.stop();
});

t.test(
  '52 MB, the line cut three times and the daemon killed once: the same bytes, hardly any sent twice',
  async (t) => {
    const data = lastingFolder(t);
    const content = Buffer.concat([await readFile(SMALL), freeBox(52_000_000)]);
    const first = await startDaemon(data);
    let daemon = first;
    t.teardown(() => daemon.stop('SIGKILL'));
    const portOf = ({ url }: DaemonProcess) => Number(new URL(url).port);
    const proxy = new CuttingProxy(portOf(first), [5e6, 20e6, 35e6, 45e6]);
    const port = await proxy.start(t);
    const restarted = new Promise<void>((resolve, reject) => {
      proxy.onCut = async (cutsLeft) => {
        if (cutsLeft !== 1) return;
        await first.stop('SIGKILL');
        daemon = await startDaemon(data);
        proxy.port = portOf(daemon);
        resolve();
      };
      first.child.once('error', reject);
    });
    let jobId = '';
    await new Promise<void>((resolve, reject) => {
      new Upload(content, {
        endpoint: `http://localhost:${port}/api/uploads`,
        metadata: { filename: 'bunny.mp4' },
        // Up to a minute for the daemon to be back, on a busy machine.
        retryDelays: Array.from({ length: 300 }, () => 200),
        onAfterResponse: (_request, response) => {
          jobId = response.getHeader('Framed-Job') ?? jobId;
        },
        onSuccess: () => resolve(),
        onError: reject,
      }).start();
    });
    await restarted;
    t.equal(proxy.cutsLeft, 0);
    const ready = await waitForJob(daemon.url, jobId);
    t.match(ready, { stage: 'ready', known: false });
    t.ok(readFileSync(join(data, 'originals', `${ready.clipId}.mp4`)).equals(content));
    const again = proxy.sentBytes / content.length - 1;
    t.ok(again < 0.05, `${(again * 100).toFixed(1)} % sent again`);
    await until(() => readdirSync(join(data, 'uploads')).length === 0);
  },
);

/** Room that a player passes over: makes a recording long without making it slow to convert. */
function freeBox(bytes: number): Buffer {
  const box = randomBytes(bytes);
  box.writeUInt32BE(bytes, 0);
  box.write('free', 4, 'latin1');
  return box;
}
