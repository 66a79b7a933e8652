import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { FramedError } from '../../../daemon/errors.js';
import { until } from '../../until.js';
import { startTestServer, type TestServerOptions } from './test-server.js';
import { codeOf, TusClient } from './tus-client.js';

const CONTENT = randomBytes(3_000_000);
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

async function start(t: Parameters<typeof startTestServer>[0], options?: TestServerOptions) {
  const server = await startTestServer(t, options);
  const left = () => readdirSync(join(server.root, 'data', 'uploads'));
  return { ...server, tus: new TusClient(server.port), left };
}

t.test(
  'a file sent in two parts is handed on byte for byte, with its hash, and leaves the folder of uploads',
  async (t) => {
    const { tus, uploads, left } = await start(t);
    const path = await tus.create(CONTENT.length, 'Ferien.mp4');
    t.match(path, /^\/api\/uploads\/[0-9a-f]{32}$/);
    t.match(uploads.jobs, [{ name: 'Ferien.mp4' }]);
    t.match(await tus.patch(path, 0, CONTENT.subarray(0, 1_000_000)), {
      status: 204,
      headers: { 'upload-offset': '1000000' },
    });
    t.equal(uploads.received.at(-1)?.bytes, 1_000_000);
    t.match(await tus.patch(path, 1_000_000, CONTENT.subarray(1_000_000)), { status: 204 });
    t.match(uploads.completed, [{ jobId: 'job-1', bytes: CONTENT.length, sha256: SHA256 }]);
    t.ok(readFileSync(uploads.completed[0]?.path ?? '').equals(CONTENT));
    await until(() => left().length === 0);
  },
);

t.test('every answer names the job, so that a page can pair them', async (t) => {
  const { tus } = await start(t);
  const created = await tus.send('POST', '/api/uploads', { 'Upload-Length': 10 });
  t.match(created, { status: 201, body: '', headers: { 'framed-job': 'job-1', 'tus-resumable': '1.0.0' } });
  const path = created.headers.location ?? '';
  t.match(await tus.head(path), { status: 200, headers: { 'framed-job': 'job-1', 'cache-control': 'no-store' } });
  t.match(await tus.patch(path, 0, CONTENT.subarray(0, 10)), { headers: { 'framed-job': 'job-1' } });
});

t.test('a file may come with its creation', async (t) => {
  const { tus, uploads } = await start(t);
  const headers = { 'Upload-Length': CONTENT.length, 'Content-Type': 'application/offset+octet-stream' };
  const created = await tus.send('POST', '/api/uploads', { ...headers, 'Content-Length': CONTENT.length }, CONTENT);
  t.match(created, { status: 201, headers: { 'upload-offset': String(CONTENT.length), 'framed-job': 'job-1' } });
  t.match(uploads.completed, [{ sha256: SHA256 }]);
});

t.test('what came before a connection broke stays, and the rest is sent from there', async (t) => {
  const { tus, uploads, lines } = await start(t);
  const path = await tus.create(CONTENT.length);
  const { request, answer } = tus.openPatch(path, 0, CONTENT.length);
  request.write(CONTENT.subarray(0, 700_000));
  await until(() => (uploads.received.at(-1)?.bytes ?? 0) === 700_000);
  request.destroy();
  await t.rejects(answer);
  t.equal(await tus.offset(path), 700_000);
  t.match(await tus.patch(path, 700_000, CONTENT.subarray(700_000)), { status: 204 });
  t.match(uploads.completed, [{ sha256: SHA256 }]);
  t.same(uploads.failures, []);
  t.same(
    lines.filter((line) => /^(warn|error)/.test(line)),
    [],
    'a connection that breaks is nothing to complain about',
  );
});

t.test('an acknowledgement that was lost with the last byte is given again', async (t) => {
  const { tus, uploads } = await start(t);
  const path = await tus.create(10);
  await tus.patch(path, 0, CONTENT.subarray(0, 10));
  t.equal(await tus.offset(path), 10);
  t.equal((await tus.patch(path, 10, Buffer.alloc(0))).status, 204);
  t.equal(uploads.completed.length, 1);
});

t.test('an upload cannot be fetched, neither under way nor done', async (t) => {
  const { tus } = await start(t);
  const path = await tus.create(10);
  for (const bytes of [0, 10]) {
    if (bytes > 0) await tus.patch(path, 0, CONTENT.subarray(0, 10));
    const answer = await tus.send('GET', path);
    t.equal(answer.status, 405);
    t.equal(codeOf(answer), 'method-not-allowed');
  }
  t.equal((await tus.send('GET', '/api/uploads')).status, 405);
});

t.test('what is not tus, or not at its place, is refused in JSON and changes nothing', async (t) => {
  const { tus } = await start(t, { receiver: { maxBytes: 1_000_000 } });
  const path = await tus.create(100);
  const octets = { 'Content-Type': 'application/offset+octet-stream' };
  const body = CONTENT.subarray(0, 10);
  const cases: [string, string, Record<string, string | number>, number, string][] = [
    ['POST', '/api/uploads', { 'Upload-Length': 1_000_001 }, 413, 'file-too-large'],
    ['POST', '/api/uploads', {}, 400, 'upload-malformed'],
    ['POST', '/api/uploads', { 'Upload-Length': -1 }, 400, 'upload-malformed'],
    ['POST', '/api/uploads', { 'Upload-Length': 'ten' }, 400, 'upload-malformed'],
    ['POST', '/api/uploads', { 'Upload-Defer-Length': 1 }, 400, 'upload-malformed'],
    ['POST', '/api/uploads', { 'Upload-Length': 10, 'Upload-Metadata': 'filename ???' }, 400, 'upload-malformed'],
    [
      'POST',
      '/api/uploads',
      { 'Upload-Length': 10, 'Upload-Metadata': `a ${'QUJD'.repeat(1500)}` },
      400,
      'upload-malformed',
    ],
    ['POST', '/api/uploads', { 'Upload-Length': 10, 'Tus-Resumable': '0.2.2' }, 412, 'upload-version-unsupported'],
    ['PATCH', path, { ...octets, 'Upload-Offset': 5 }, 409, 'upload-offset-wrong'],
    ['PATCH', path, { ...octets, 'Upload-Offset': 'x' }, 400, 'upload-malformed'],
    ['PATCH', path, { ...octets }, 400, 'upload-malformed'],
    ['PATCH', path, { 'Upload-Offset': 0, 'Content-Type': 'video/mp4' }, 400, 'upload-malformed'],
    ['PATCH', `/api/uploads/${'0'.repeat(32)}`, { ...octets, 'Upload-Offset': 0 }, 404, 'upload-not-found'],
    ['PATCH', '/api/uploads/..%2f..%2fsecret.txt', { ...octets, 'Upload-Offset': 0 }, 404, 'upload-not-found'],
    ['DELETE', `/api/uploads/${'0'.repeat(32)}`, {}, 404, 'upload-not-found'],
  ];
  for (const [method, to, headers, status, code] of cases) {
    const answer = await tus.send(method, to, headers, method === 'PATCH' ? body : undefined);
    t.equal(answer.status, status, `${method} ${JSON.stringify(headers)} ${answer.body}`);
    t.equal(codeOf(answer), code);
    t.equal(answer.headers['tus-resumable'], '1.0.0');
  }
  t.equal((await tus.head(`/api/uploads/${'0'.repeat(32)}`)).status, 404);
  t.equal(await tus.offset(path), 0);
});

t.test('a request without Tus-Resumable is refused with 412', async (t) => {
  const { request } = await start(t);
  const response = await request('/api/uploads', { method: 'POST', headers: { 'Upload-Length': '10' } });
  t.equal(response.status, 412);
});

t.test('bytes beyond the announced length are refused, whether their number is told or not', async (t) => {
  const { tus, uploads } = await start(t);
  const path = await tus.create(1000);
  const told = await tus.patch(path, 0, CONTENT.subarray(0, 1001));
  t.equal(told.status, 413);
  t.equal(codeOf(told), 'body-too-large');
  t.equal(await tus.offset(path), 0);
  const { request, answer } = tus.openPatch(path, 0);
  request.end(CONTENT.subarray(0, 5000));
  t.equal((await answer).status, 413);
  t.ok((await tus.offset(path)) <= 1000);
  t.same(uploads.completed, []);
});

t.test('a page from elsewhere is not let in, and is given no CORS', async (t) => {
  const { tus, uploads } = await start(t);
  const foreign = await tus.send('POST', '/api/uploads', { 'Upload-Length': 10, Origin: 'http://evil.example' });
  t.equal(foreign.status, 403);
  t.same(uploads.jobs, []);
  const options = await tus.send('OPTIONS', '/api/uploads', { Origin: 'http://evil.example' });
  t.match(options, { status: 204, headers: { 'tus-version': '1.0.0', 'tus-max-size': '100000000' } });
  t.same(
    Object.keys(options.headers).filter((name) => name.startsWith('access-control')),
    [],
  );
});

t.test('a refusal of the intake is the answer, and nothing is left', async (t) => {
  const { tus, uploads, left } = await start(t);
  for (const [code, status] of [
    ['too-many-uploads', 503],
    ['library-disk-full', 507],
  ] as const) {
    uploads.beginUpload = () => {
      throw new FramedError(code, 'no');
    };
    const answer = await tus.send('POST', '/api/uploads', { 'Upload-Length': 10 });
    t.equal(answer.status, status);
    t.equal(codeOf(answer), code);
  }
  await until(() => left().length === 0);
});

t.test('DELETE cancels the job, ends what is being sent, and leaves nothing', async (t) => {
  const { tus, uploads, left } = await start(t);
  const path = await tus.create(CONTENT.length);
  const { request, answer } = tus.openPatch(path, 0, CONTENT.length);
  request.write(CONTENT.subarray(0, 100_000));
  await until(() => (uploads.received.at(-1)?.bytes ?? 0) === 100_000);
  t.equal((await tus.send('DELETE', path)).status, 204);
  await answer.catch(() => {});
  request.destroy();
  await until(() => left().length === 0);
  t.match(uploads.failures, [{ jobId: 'job-1', code: 'upload-gone' }]);
  t.equal((await tus.head(path)).status, 410);
});

t.test('cancelling the job ends the upload, and says so to the sender', async (t) => {
  const { tus, uploads, left, request: fetchPath } = await start(t);
  const path = await tus.create(CONTENT.length);
  const { request, answer } = tus.openPatch(path, 0, CONTENT.length);
  request.write(CONTENT.subarray(0, 100_000));
  await until(() => (uploads.received.at(-1)?.bytes ?? 0) === 100_000);
  t.equal((await fetchPath('/api/jobs/job-1', { method: 'DELETE' })).status, 204);
  const refused = await answer;
  t.equal(refused.status, 410);
  t.equal(codeOf(refused), 'upload-gone');
  request.destroy();
  const next = await tus.patch(path, 100_000, CONTENT.subarray(0, 10));
  t.equal(next.status, 410);
  await until(() => left().length === 0);
});

t.test('there is no picture of a job before something makes one', async (t) => {
  const { request, uploads } = await start(t);
  t.equal((await request('/api/jobs/job-1/picture.bmp')).status, 404);
  Object.assign(uploads, { picture: async () => Buffer.from('BM') });
  const response = await request('/api/jobs/job-1/picture.bmp');
  t.equal(response.headers.get('content-type'), 'image/bmp');
  t.equal(await response.text(), 'BM');
});
