import { once } from 'node:events';
import { existsSync, linkSync, lstatSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Test } from 'tap';
import t from 'tap';
import { WebSocket } from 'ws';
import { LocalServer } from '../../../daemon/http/local-server.js';
import { socketFolder } from './socket-folder.js';
import { startTestServer } from './test-server.js';

async function startLocal(t: Test, options: { folder?: string; name?: string } = {}) {
  const network = await startTestServer(t);
  const folder = options.folder ?? socketFolder(t);
  const socketPath = join(folder, options.name ?? 'framed.sock');
  const logs = { records: (after = 0) => [{ sequence: after + 1, atMs: 0, level: 'info' as const, text: 'hello' }] };
  const local = new LocalServer({ services: { ...network.services, logs }, log: network.log, socketPath });
  t.teardown(() => local.stop());
  return { ...network, folder, socketPath, local };
}

async function ask(socketPath: string, path: string, { method = 'GET', headers = {}, body = '' } = {}) {
  const outgoing = request({ socketPath, path, method, headers });
  outgoing.end(body);
  const [answer] = await once(outgoing, 'response');
  const said = await text(answer);
  return { status: answer.statusCode, body: said === '' ? undefined : JSON.parse(said) };
}

const JSON_BODY = { 'Content-Type': 'application/json' };
const PAUSE = { method: 'POST', body: '{"type":"pause"}' };

t.test('the socket serves the same API, under any Host, to owner and group', async (t) => {
  const { local, socketPath, folder, playback } = await startLocal(t);
  await local.start();
  t.equal(lstatSync(socketPath).mode & 0o7777, 0o660);
  t.same(readdirSync(folder), ['framed.sock'], 'and nothing else is left beside it');
  t.match(await ask(socketPath, '/api/state', { headers: { Host: 'evil.com' } }), {
    status: 200,
    body: { revision: 0 },
  });
  t.match(await ask(socketPath, '/api/commands', { ...PAUSE, headers: JSON_BODY }), { status: 204 });
  t.same(playback.calls, ['pause', 'looked at']);
});

t.test('the rest of the door holds there as well', async (t) => {
  const { local, socketPath, playback } = await startLocal(t);
  await local.start();
  const foreign = { ...JSON_BODY, Host: 'localhost', Origin: 'http://evil.com' };
  t.match(await ask(socketPath, '/api/commands', { ...PAUSE, headers: foreign }), { status: 403 });
  t.match(await ask(socketPath, '/api/commands', { ...PAUSE, body: '{}', headers: JSON_BODY }), { status: 422 });
  t.match(await ask(socketPath, '/index.html'), { status: 404 }, 'the page is for browsers');
  t.same(playback.calls, []);
});

t.test('the log can be had on the socket, with no device or token', async (t) => {
  const { local, socketPath } = await startLocal(t);
  await local.start();
  t.match(await ask(socketPath, '/api/logs?after=4'), {
    status: 200,
    body: { records: [{ sequence: 5, text: 'hello' }] },
  });
  t.match(await ask(socketPath, '/api/logs?after=x'), { status: 422 });
});

t.test('the WebSocket can be had there too', async (t) => {
  const { local, socketPath } = await startLocal(t);
  await local.start();
  const client = new WebSocket(`ws+unix:${socketPath}:/api/live`);
  const [message] = await once(client, 'message');
  t.match(JSON.parse(String(message)), { type: 'snapshot' });
  client.close();
  await once(client, 'close');
});

t.test('the socket of a daemon that was killed is replaced', async (t) => {
  const folder = socketFolder(t);
  const socketPath = join(folder, 'framed.sock');
  const dead = createServer().listen(join(folder, 'bound'));
  await once(dead, 'listening');
  // Closing takes away the name it was bound to, and this one stays, as after a kill.
  linkSync(join(folder, 'bound'), socketPath);
  await new Promise((resolve) => dead.close(resolve));
  t.ok(lstatSync(socketPath).isSocket());
  const { local } = await startLocal(t, { folder });
  await local.start();
  t.match(await ask(socketPath, '/api/state'), { status: 200 });
});

t.test('two daemons at one socket: the second says so, and the first goes on', async (t) => {
  const first = await startLocal(t);
  await first.local.start();
  const second = await startLocal(t, { folder: first.folder });
  await t.rejects(second.local.start(), {
    code: 'socket-in-use',
    message: /Another framed runs and answers on .*framed\.sock/,
  });
  await second.local.stop();
  t.match(await ask(first.socketPath, '/api/state'), { status: 200 });
});

t.test('what is no socket is left alone, and a path that is too long is told', async (t) => {
  const { local, socketPath } = await startLocal(t);
  writeFileSync(socketPath, 'precious');
  await t.rejects(local.start(), { code: 'socket-path-taken' });
  const { local: long } = await startLocal(t, { name: 'x'.repeat(120) });
  await t.rejects(long.start(), { code: 'socket-path-too-long', message: /may have 107/ });
});

t.test('a stop takes the socket away, but not the one of a daemon that came after', async (t) => {
  const first = await startLocal(t);
  await first.local.start();
  await first.local.stop();
  t.notOk(existsSync(first.socketPath));
  t.same(readdirSync(first.folder), []);

  await first.local.start();
  unlinkSync(first.socketPath);
  const second = await startLocal(t, { folder: first.folder });
  await second.local.start();
  await first.local.stop();
  await first.local.stop();
  t.match(await ask(second.socketPath, '/api/state'), { status: 200 });
});
