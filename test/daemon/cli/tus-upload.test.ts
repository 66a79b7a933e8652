import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { DaemonClient } from '../../../daemon/cli/client/daemon-client.js';
import { sendByTus } from '../../../daemon/cli/client/tus-upload.js';
import { CutLine } from './cut-line.js';
import { startLocalDaemon } from './local-daemon.js';

/** More than fits the buffers of a socket, so that a line that is cut leaves some of it unsent. */
const BYTES = 24 * 1024 * 1024;

async function startSending(t: Parameters<typeof startLocalDaemon>[0]) {
  const daemon = await startLocalDaemon(t);
  const path = join(daemon.root, 'film.mp4');
  const content = randomBytes(BYTES);
  writeFileSync(path, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { ...daemon, client: new DaemonClient(daemon.socketPath), file: { path, bytes: BYTES }, sha256 };
}

/** Resolves when some of the file, and not all of it, has arrived. */
async function someArrived(uploads: { received: { bytes: number }[] }): Promise<void> {
  while (uploads.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
}

t.test('a file arrives whole, and its job is told', async (t) => {
  const { client, file, sha256, uploads } = await startSending(t);
  const jobs: string[] = [];
  const jobId = await sendByTus(client, file, { signal: new AbortController().signal, onJob: (id) => jobs.push(id) });
  t.same(jobs, [jobId]);
  t.match(uploads.completed, [{ jobId, bytes: BYTES, sha256 }]);
  t.match(uploads.jobs, [{ name: 'film.mp4' }]);
});

t.test('where the daemon goes away and comes back, it goes on where it stopped', async (t) => {
  const { file, sha256, uploads, socketPath } = await startSending(t);
  const line = await CutLine.open(t, socketPath);
  const client = new DaemonClient(line.path);
  await sendByTus(client, file, { signal: new AbortController().signal, onJob: () => {} });
  t.ok(line.wasAway, 'it was cut, and there was nobody for a while');
  t.match(uploads.completed, [{ bytes: BYTES, sha256 }]);
  t.equal(uploads.jobs.length, 1, 'in the same upload');
});

t.test('what is interrupted is taken back', async (t) => {
  const { client, file, uploads } = await startSending(t);
  const interrupt = new AbortController();
  const sending = sendByTus(client, file, { signal: interrupt.signal, onJob: () => {} });
  await someArrived(uploads);
  interrupt.abort();
  await t.rejects(sending);
  t.same(uploads.completed, []);
  t.match(uploads.failures, [{ code: 'upload-gone' }]);
});

t.test('a refusal is told at once, and not tried again', async (t) => {
  const { client, file, uploads } = await startSending(t);
  const tooLarge = { ...file, bytes: 200e6 };
  await t.rejects(sendByTus(client, tooLarge, { signal: new AbortController().signal, onJob: () => {} }), {
    code: 'file-too-large',
  });
  await t.rejects(
    sendByTus(
      client,
      { path: `${file.path}.gone`, bytes: 10 },
      { signal: new AbortController().signal, onJob: () => {} },
    ),
    { code: 'ENOENT' },
  );
  t.same(uploads.completed, []);
});
