import { sep } from 'node:path';
import t from 'tap';
import { resolveInside } from '../../../daemon/http/static.js';
import { rawRequest } from './raw-request.js';
import { addPageFile, startTestServer } from './test-server.js';

t.test('a path is resolved inside its root or not at all', (t) => {
  const root = `${sep}srv${sep}page`;
  t.equal(resolveInside(root, '/assets/a.js'), '/srv/page/assets/a.js');
  t.equal(resolveInside(root, '/a/../b.js'), '/srv/page/b.js');
  for (const path of ['/', '/..', '/../page-2/x', '/%2e%2e/etc/passwd', '/a\0b', '/..\\x', '/%E0%A4%A', '/%00']) {
    t.equal(resolveInside(root, path), undefined, path);
  }
  t.end();
});

t.test('the page may load nothing from elsewhere and be framed by nobody', async (t) => {
  const { request, port } = await startTestServer(t);
  const response = await request('/');
  t.equal(response.status, 200);
  t.match(await response.text(), '<title>framed</title>');
  t.equal(response.headers.get('Content-Type'), 'text/html; charset=utf-8');
  t.equal(response.headers.get('X-Content-Type-Options'), 'nosniff');
  t.equal(response.headers.get('Cache-Control'), 'no-cache');
  t.equal(response.headers.get('Access-Control-Allow-Origin'), null);
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  t.match(policy, "default-src 'none'");
  t.match(policy, "script-src 'self';");
  t.match(policy, "frame-ancestors 'none'");
  t.match(policy, `connect-src 'self' ws://localhost:${port}`);
  t.notMatch(policy, 'unsafe');
});

t.test('a part of the page says no more than what is heeded of a part', async (t) => {
  const { request } = await startTestServer(t);
  const { headers } = await request('/assets/index-abc123.js');
  t.equal(headers.get('X-Content-Type-Options'), 'nosniff');
  t.equal(headers.get('Cross-Origin-Resource-Policy'), 'same-origin');
  t.equal(
    headers.get('Content-Security-Policy'),
    "default-src 'none';frame-ancestors 'none'",
    'should somebody open it',
  );
  t.equal(headers.get('Permissions-Policy'), null);
});

t.test('what bears a hash in its name is kept for good, the rest is asked for again', async (t) => {
  const { request, port } = await startTestServer(t);
  const asset = await request('/assets/index-abc123.js');
  t.equal(asset.headers.get('Cache-Control'), 'public, max-age=31536000, immutable');
  t.equal(asset.headers.get('Content-Type'), 'text/javascript; charset=utf-8');
  const page = await request('/');
  const again = await rawRequest({ port, headers: { 'If-None-Match': page.headers.get('ETag') ?? '' } });
  t.equal(again.status, 304);
});

t.test('a file goes out in the smallest form that there is and the client takes', async (t) => {
  const { root, port } = await startTestServer(t);
  addPageFile(root, 'assets/view.js', 'plain');
  addPageFile(root, 'assets/view.js.gz', 'gz');
  addPageFile(root, 'assets/view.js.br', 'br');
  const get = (accepted: string, path = '/assets/view.js') =>
    rawRequest({ port, path, headers: accepted === '' ? {} : { 'Accept-Encoding': accepted } });
  const cases: [accepted: string, body: string, coding: string | undefined][] = [
    ['gzip, deflate, br, zstd', 'br', 'br'],
    ['gzip, deflate', 'gz', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gz', 'gzip'],
    ['*', 'br', 'br'],
    ['identity', 'plain', undefined],
    ['', 'plain', undefined],
  ];
  for (const [accepted, body, coding] of cases) {
    const answer = await get(accepted);
    t.equal(answer.body, body, accepted);
    t.equal(answer.headers['content-encoding'], coding);
    t.equal(answer.headers['vary'], 'Accept-Encoding');
    t.equal(answer.headers['content-type'], 'text/javascript; charset=utf-8');
  }
  const alone = await get('br, gzip', '/assets/index-abc123.js');
  t.equal(alone.headers['content-encoding'], undefined, 'there is no other form');
  t.equal((await get('', '/assets/view.js.gz')).status, 404);
});

t.test('nothing but the page is served', async (t) => {
  const { root, port } = await startTestServer(t);
  addPageFile(root, 'index.js.map', '{}');
  const paths = [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets',
    '/assets/',
    '/index.js.map',
  ];
  for (const path of paths) {
    const { status, body } = await rawRequest({ port, path });
    t.equal(status, 404, path);
    t.notMatch(body, 'not for the web');
  }
});
