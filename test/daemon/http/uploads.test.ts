import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import t from 'tap';
import { FramedError } from '../../../daemon/errors.js';
import { until } from '../../until.js';
import type { StagedUploads } from './staged-uploads.js';
import { errorCode, startTestServer } from './test-server.js';

const CONTENT = randomBytes(3_000_000);
const BOUNDARY = 'test-boundary';

function formOf(files: Record<string, Buffer | string>, field = 'file'): FormData {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) {
    form.append(field, new Blob([new Uint8Array(Buffer.from(content))], { type: 'video/mp4' }), name);
  }
  return form;
}

/** A form that is sent by hand: its head, a part of a file, and then whatever the test does. */
function startUpload(port: number, { contentLength, name = 'slow.mp4' }: { contentLength: number; name?: string }) {
  const request = httpRequest({
    host: 'localhost',
    port,
    path: '/api/clips',
    method: 'POST',
    headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`, 'Content-Length': contentLength },
  });
  const answer = new Promise<number>((resolve, reject) => {
    request.on('response', (response) => resolve(response.resume().statusCode ?? 0));
    request.on('error', reject);
  });
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: video/mp4\r\n\r\n`;
  request.write(head);
  request.write(CONTENT.subarray(0, 100_000));
  return { request, answer };
}

function nothingIsLeft(root: string, { jobs }: StagedUploads): boolean {
  return jobs.every(({ id }) => !existsSync(join(root, 'uploads', id)));
}

t.test('a file lands in its folder, byte for byte, with its hash', async (t) => {
  const { request, uploads } = await startTestServer(t);
  const response = await request('/api/clips', { method: 'POST', body: formOf({ 'bunny.mp4': CONTENT }) });
  t.equal(response.status, 202);
  t.match(await response.json(), { jobs: [{ id: 'job-1', name: 'bunny.mp4', stage: 'receiving' }] });
  const [file] = uploads.completed;
  t.match(file, { bytes: CONTENT.length, sha256: createHash('sha256').update(CONTENT).digest('hex') });
  t.ok(readFileSync(file?.path ?? '').equals(CONTENT));
});

t.test('progress rises to the end and is never ahead of the truth', async (t) => {
  const { request, uploads } = await startTestServer(t);
  await request('/api/clips', { method: 'POST', body: formOf({ 'bunny.mp4': CONTENT }) });
  const bytes = uploads.received.map((progress) => progress.bytes);
  t.same(
    bytes,
    bytes.toSorted((a, b) => a - b),
  );
  t.equal(bytes.at(-1), CONTENT.length);
  const total = uploads.received[0]?.totalBytes ?? 0;
  t.ok(total >= CONTENT.length && total < CONTENT.length + 1000, 'the form around the file is counted in');
});

t.test('several files of one form become a job each, and each is handed on as soon as it is there', async (t) => {
  const { request, uploads } = await startTestServer(t);
  const body = formOf({ 'one.mp4': CONTENT.subarray(0, 1000), 'two.gif': CONTENT.subarray(0, 2000) });
  const response = await request('/api/clips', { method: 'POST', body });
  t.match(await response.json(), { jobs: [{ name: 'one.mp4' }, { name: 'two.gif' }] });
  t.same(uploads.completed.map(({ jobId, bytes }) => [jobId, bytes]).sort(), [
    ['job-1', 1000],
    ['job-2', 2000],
  ]);
});

t.test('the sender’s file name says nothing about where the file goes', async (t) => {
  const { request, uploads, root } = await startTestServer(t);
  await request('/api/clips', { method: 'POST', body: formOf({ '../../../evil.sh': 'x' }) });
  t.equal(uploads.completed[0]?.path, join(root, 'uploads/job-1/original'));
  t.same(readdirSync(root).sort(), ['data', 'page', 'secret.txt', 'uploads']);
});

t.test('what is no upload is refused', async (t) => {
  const { request, uploads } = await startTestServer(t);
  const post = (body: FormData | string, headers?: Record<string, string>) =>
    request('/api/clips', { method: 'POST', body, ...(headers && { headers }) });
  const multipart = { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` };
  const cases: [Response, number, string][] = [
    [await post('{}', { 'Content-Type': 'application/json' }), 415, 'unsupported-media-type'],
    [await post(formOf({})), 422, 'file-missing'],
    [await post(formOf({ 'a.mp4': 'x' }, 'other')), 422, 'file-missing'],
    [await post(formOf({ 'empty.mp4': '' })), 422, 'file-missing'],
    [await post('no form at all', multipart), 400, 'upload-malformed'],
    [await post('x', { 'Content-Type': 'multipart/form-data' }), 400, 'upload-malformed'],
  ];
  for (const [response, status, code] of cases) {
    t.equal(response.status, status, code);
    t.equal(await errorCode(response), code);
  }
  t.same(uploads.completed, []);
});

t.test('fields beside the files cannot fill the memory', async (t) => {
  const { request } = await startTestServer(t);
  const form = new FormData();
  form.append('note', 'x'.repeat(100_000));
  t.equal(await errorCode(await request('/api/clips', { method: 'POST', body: form })), 'body-too-large');
});

t.test('a file over the limit is refused before it is read, where its length is known', async (t) => {
  const { request, uploads } = await startTestServer(t, { limits: { maxBytes: 1000 } });
  const response = await request('/api/clips', { method: 'POST', body: formOf({ 'a.mp4': 'x'.repeat(2000) }) });
  t.equal(response.status, 413);
  t.equal(await errorCode(response), 'file-too-large');
  t.same(uploads.jobs, []);
});

t.test('a file over the limit is stopped where its length is not known, and leaves nothing', async (t) => {
  const { port, uploads, root } = await startTestServer(t, { limits: { maxBytes: 200_000 } });
  const { request, answer } = startUpload(port, { contentLength: 0 });
  request.destroy();
  await answer.catch(() => {});
  const chunked = httpRequest({
    host: 'localhost',
    port,
    path: '/api/clips',
    method: 'POST',
    headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`, 'Transfer-Encoding': 'chunked' },
  });
  const status = new Promise<number>((resolve) =>
    chunked.on('response', (response) => resolve(response.resume().statusCode ?? 0)),
  );
  chunked.on('error', () => {});
  chunked.write(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: video/mp4\r\n\r\n`,
  );
  chunked.write(CONTENT.subarray(0, 400_000));
  t.equal(await status, 413);
  t.match(uploads.failures, [{ code: 'file-too-large' }]);
  t.ok(nothingIsLeft(root, uploads));
  chunked.destroy();
});

t.test('files beyond the limit are left, those before them stay', async (t) => {
  const { request, uploads } = await startTestServer(t, { limits: { maxFiles: 2 } });
  const response = await request('/api/clips', { method: 'POST', body: formOf({ a: '1', b: '2', c: '3' }) });
  t.equal(response.status, 413);
  t.equal(await errorCode(response), 'too-many-files');
  t.same(uploads.completed.map(({ path }) => readFileSync(path, 'utf8')).sort(), ['1', '2']);
});

t.test('a file there is no room for is refused by its reason, and the daemon lives on', async (t) => {
  const { request, uploads } = await startTestServer(t);
  uploads.beginUpload = () => {
    throw new FramedError('library-disk-full', 'the disk is full');
  };
  const response = await request('/api/clips', { method: 'POST', body: formOf({ 'a.mp4': CONTENT }) });
  t.equal(response.status, 507);
  t.equal(await errorCode(response), 'library-disk-full');
});

t.test('a file that cannot be written is a fault of ours, and the daemon lives on', async (t) => {
  const { request, uploads, root } = await startTestServer(t);
  const begin = uploads.beginUpload.bind(uploads);
  uploads.beginUpload = (name) => ({ ...begin(name), folder: join(root, 'gone') });
  const response = await request('/api/clips', { method: 'POST', body: formOf({ 'a.mp4': CONTENT }) });
  t.equal(response.status, 500);
  t.equal(await errorCode(response), 'internal');
  t.match(uploads.failures, [{ code: 'internal' }]);
});

t.test('an upload that breaks off leaves nothing', async (t) => {
  const { port, uploads, root } = await startTestServer(t);
  const { request, answer } = startUpload(port, { contentLength: 1_000_000 });
  await until(() => uploads.received.length > 0);
  request.destroy();
  await t.rejects(answer);
  await until(() => uploads.failures.length > 0);
  t.match(uploads.failures, [{ jobId: 'job-1', code: 'upload-aborted' }]);
  t.ok(nothingIsLeft(root, uploads));
});

t.test('an upload that is cancelled ends at once and leaves nothing', async (t) => {
  const { port, uploads, root, request: fetchPath } = await startTestServer(t);
  const { request, answer } = startUpload(port, { contentLength: 1_000_000 });
  await until(() => uploads.received.length > 0);
  t.equal((await fetchPath('/api/jobs/job-1', { method: 'DELETE' })).status, 204);
  t.equal(await answer, 409);
  t.match(uploads.failures, [{ jobId: 'job-1', code: 'upload-cancelled' }]);
  t.ok(nothingIsLeft(root, uploads));
  request.destroy();
});

t.test('a job that is over, or never was, cannot be cancelled', async (t) => {
  const { request } = await startTestServer(t);
  await request('/api/clips', { method: 'POST', body: formOf({ 'a.mp4': 'x' }) });
  const over = await request('/api/jobs/job-1', { method: 'DELETE' });
  t.equal(over.status, 409);
  t.equal(await errorCode(over), 'job-finished');
  t.equal(await errorCode(await request('/api/jobs/nonsense', { method: 'DELETE' })), 'job-not-found');
});

t.test('of forms that are sent at once sixteen are received, and the rest are told', async (t) => {
  const { request, port, uploads } = await startTestServer(t);
  const forms = Array.from({ length: 16 }, () => startUpload(port, { contentLength: CONTENT.length }));
  await until(() => uploads.jobs.length === forms.length);
  const refused = await request('/api/clips', { method: 'POST', body: formOf({ 'one.mp4': 'more' }) });
  t.equal(refused.status, 503);
  t.equal(await errorCode(refused), 'too-many-uploads');
  for (const { request: form, answer } of forms) {
    form.destroy();
    await t.rejects(answer);
  }
  await until(() => uploads.failures.length === forms.length);
  t.equal((await request('/api/clips', { method: 'POST', body: formOf({ 'one.mp4': 'more' }) })).status, 202);
});
