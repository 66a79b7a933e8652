import { randomBytes } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import t from 'tap';
import { until } from '../../until.js';
import { startTestServer } from './test-server.js';
import { TusClient } from './tus-client.js';

interface Started {
  server: Server;
  socket: Socket;
}

t.test('a part may take as long as it likes, and a connection without a byte for two minutes is ended', async (t) => {
  const { tus, started } = await startWatched(t);
  await tus.create(10);
  const server = started[0]?.server;
  t.equal(server?.requestTimeout, 0, 'Node’s own 300 s would end it with a 408');
  t.equal(server?.timeout, 120_000);
});

t.test('what came over a connection that fell silent is kept, and the rest can be sent', async (t) => {
  const { tus, started, uploads } = await startWatched(t);
  const content = randomBytes(200_000);
  const path = await tus.create(content.length);
  const { request, answer } = tus.openPatch(path, 0, content.length);
  request.write(content.subarray(0, 100_000));
  await until(() => uploads.received.at(-1)?.bytes === 100_000);
  // The two minutes, in short.
  started.at(-1)?.socket.setTimeout(20);
  await t.rejects(answer, { code: 'ECONNRESET' });
  t.equal(await tus.offset(path), 100_000);
  t.equal((await tus.patch(path, 100_000, content.subarray(100_000))).status, 204);
  t.match(uploads.completed, [{ bytes: content.length }]);
});

/** A server whose requests can be looked at from behind. */
async function startWatched(t: Parameters<typeof startTestServer>[0]) {
  const server = await startTestServer(t);
  const started: Started[] = [];
  const note = (message: unknown) => void started.push(message as Started);
  subscribe('http.server.request.start', note);
  t.teardown(() => unsubscribe('http.server.request.start', note));
  return { ...server, started, tus: new TusClient(server.port) };
}
