import { once } from 'node:events';
import t from 'tap';
import { HttpServer } from '../../../daemon/http/server.js';
import { LiveClient } from '../control/live-client.js';
import { rawRequest } from './raw-request.js';
import { errorCode, startTestServer } from './test-server.js';

/** RFC 6455 section 1.3. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

t.test('the state is given with its revision', async (t) => {
  const { request, store } = await startTestServer(t);
  store.update((state) => ({ ...state, device: { ...state.device, name: 'kitchen' } }));
  const response = await request('/api/state');
  t.match(await response.json(), { revision: 1, state: { device: { name: 'kitchen' } } });
  t.equal(response.headers.get('Cache-Control'), 'no-store');
});

t.test('a command is carried out and answered without a body', async (t) => {
  const { sendJson, playback } = await startTestServer(t);
  const response = await sendJson('POST', '/api/commands', { type: 'seek', positionMs: 1500 });
  t.equal(response.status, 204);
  t.same(playback.calls, ['seek 1500', 'looked at'], 'and its effect is looked at');
});

t.test('a body that is not what is expected is refused with a reason', async (t) => {
  const { request, sendJson, playback } = await startTestServer(t);
  const json = { 'Content-Type': 'application/json' };
  const post = (body: string, headers: Record<string, string> = json) =>
    request('/api/commands', { method: 'POST', body, headers });
  const cases: [Response, number, string][] = [
    [await sendJson('POST', '/api/commands', { type: 'explode' }), 422, 'invalid-body'],
    [await sendJson('POST', '/api/commands', { type: 'seek', positionMs: -1 }), 422, 'invalid-body'],
    [await post('{"type":'), 400, 'invalid-json'],
    [await post('"pause"'), 400, 'invalid-json'],
    [await post(''), 422, 'invalid-body'],
    [await post('type=pause', { 'Content-Type': 'application/x-www-form-urlencoded' }), 415, 'unsupported-media-type'],
    [await post(' '.repeat(600_000)), 413, 'body-too-large'],
    [await post('{}', { ...json, 'Content-Encoding': 'gzip' }), 400, 'invalid-json'],
    [await post('{}', { ...json, 'Content-Encoding': 'br' }), 400, 'invalid-json'],
    [await post('{}', { ...json, 'Content-Encoding': 'magic' }), 415, 'unsupported-media-type'],
    [await sendJson('POST', '/api/commands', { type: 'select', clipId: '0'.repeat(32) }), 404, 'clip-not-found'],
  ];
  for (const [response, status, code] of cases) {
    t.equal(response.status, status, code);
    t.equal(await errorCode(response), code);
  }
  t.same(playback.calls, []);
});

t.test('what is not there and what is not answered there are told apart', async (t) => {
  const { request } = await startTestServer(t);
  const missing = await request('/api/nothing');
  t.equal(missing.status, 404);
  t.equal(await errorCode(missing), 'not-found');
  const wrong = await request('/api/commands', { method: 'DELETE' });
  t.equal(wrong.status, 405);
  t.equal(wrong.headers.get('Allow'), 'POST');
  t.equal(await errorCode(wrong), 'method-not-allowed');
});

t.test(
  'a method that nothing knows is refused in words, and an expectation that nobody has is left aside',
  async (t) => {
    const { port } = await startTestServer(t);
    const headers = { Host: 'localhost' };
    const unknown = await rawRequest({ port, method: 'PROPFIND', path: '/api/commands', headers });
    t.equal(unknown.status, 405);
    t.equal(JSON.parse(unknown.body).error.code, 'method-not-allowed');
    const expecting = await rawRequest({ port, path: '/api/state', headers: { ...headers, Expect: 'a miracle' } });
    t.equal(expecting.status, 200);
  },
);

t.test('a handshake that is none is refused in words', async (t) => {
  const { port } = await startTestServer(t);
  const headers = { Host: 'localhost', Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' };
  for (const wrong of [
    {},
    { 'Sec-WebSocket-Key': 'short' },
    { 'Sec-WebSocket-Key': KEY, 'Sec-WebSocket-Protocol': '(,)' },
  ]) {
    const answer = await rawRequest({ port, path: '/api/live', headers: { ...headers, ...wrong } });
    t.equal(answer.status, 400);
    t.equal(JSON.parse(answer.body).error.code, 'bad-request');
  }
});

t.test('no state is changed by a GET', async (t) => {
  const { request, playback } = await startTestServer(t);
  t.equal((await request('/api/commands?type=pause')).status, 405);
  t.same(playback.calls, []);
});

t.test('a fault of ours is logged and tells nothing outside', async (t) => {
  const { sendJson, playback, lines } = await startTestServer(t);
  playback.next = () => {
    throw new Error('cannot open /var/lib/secret');
  };
  const response = await sendJson('POST', '/api/commands', { type: 'next' });
  t.equal(response.status, 500);
  t.same(await response.json(), {
    error: { code: 'internal', message: 'Something went wrong in framed; its log says what.' },
  });
  t.match(lines, [/a request failed .*\/var\/lib\/secret/]);
});

t.test('strangers are kept out', async (t) => {
  const { port, playback } = await startTestServer(t, { names: ['frame.example.com'] });
  const command = { port, path: '/api/commands', method: 'POST', body: '{"type":"pause"}' };
  const headers = { 'Content-Type': 'application/json' };
  t.equal((await rawRequest({ port, headers: { Host: 'evil.com' } })).status, 421);
  t.equal((await rawRequest({ port, headers: { Host: 'frame.example.com' } })).status, 200);
  t.equal((await rawRequest({ ...command, headers: { ...headers, Origin: 'http://evil.com' } })).status, 403);
  t.same(playback.calls, []);
  t.equal((await rawRequest({ ...command, headers: { ...headers, Origin: `http://localhost:${port}` } })).status, 204);
});

t.test('the WebSocket has the same door', async (t) => {
  const { port } = await startTestServer(t, { maxClients: 1 });
  const refused = async (options: { headers?: Record<string, string>; origin?: string }) => {
    const { socket } = new LiveClient(port, options);
    const [, response] = await once(socket, 'unexpected-response');
    return response.statusCode;
  };
  t.equal(await refused({ origin: 'http://evil.com' }), 403);
  t.equal(await refused({ headers: { Host: 'evil.com' } }), 421);
  const client = await LiveClient.connect(port, { origin: `http://localhost:${port}` });
  t.match(client.messages, [{ type: 'snapshot' }]);
  t.equal(await refused({}), 503, 'one more than there is room for');
});

t.test('a stop parts from clients that are connected, also from one that does not answer', async (t) => {
  const { port, server } = await startTestServer(t);
  const client = await LiveClient.connect(port);
  const deaf = await LiveClient.connect(port);
  deaf.socket.pause();
  await Promise.all([server.stop(), client.closed()]);
  await t.rejects(LiveClient.connect(port), { code: 'ECONNREFUSED' });
});

t.test('a port that is taken is an error of the start', async (t) => {
  const { port, server } = await startTestServer(t);
  await t.rejects(startTestServer(t, { port }), { code: 'EADDRINUSE' });
  await server.stop();
  await server.stop();
  t.ok(server instanceof HttpServer);
});
