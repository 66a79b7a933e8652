import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { get } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import t from 'tap';
import WebSocket from 'ws';
import { ManualTimers } from '../control/manual-timers.js';
import { Http2Client } from './http2-client.js';
import { startSecureServer } from './secure-server.js';

const PAUSE = '{"type":"pause"}';
const COMMAND = { ':method': 'POST', ':path': '/api/commands', 'content-type': 'application/json' };

t.test('HTTP/2 answers as HTTP/1.1 does: state, commands, the page, what is wrong', async (t) => {
  const { securePort, ca, playback, request } = await startSecureServer(t);
  const client = new Http2Client(t, securePort, ca);
  const state = await client.send({ ':path': '/api/state' });
  t.match(JSON.parse(state.body), { revision: 0 });
  t.equal(client.session.alpnProtocol, 'h2');
  const policy = String(state.headers['content-security-policy']);
  t.match(policy, `connect-src 'self' wss://localhost:${securePort}`);
  t.equal(state.headers['strict-transport-security'], undefined, 'plain HTTP goes on');
  const origin = `https://localhost:${securePort}`;
  t.match(await client.send({ ...COMMAND, origin }, PAUSE), { status: 204, body: '' });
  t.same(playback.calls, ['pause', 'looked at']);
  t.match(await client.send({ ':path': '/' }), { status: 200, body: /<title>framed/ });
  t.match(await client.send({ ':path': '/nothing' }), { status: 404, body: /not-found/ });
  t.match(await client.send({ ':path': '/api/commands' }), { status: 405 });
  t.match(await client.send(COMMAND, '{'), { status: 400, body: /invalid-json/ });
  t.match(await client.send({ ...COMMAND, origin: 'https://evil.com' }, PAUSE), { status: 403 });
  t.match(await client.send({ ...COMMAND, origin: `http://localhost:${securePort}` }, PAUSE), { status: 403 });
  t.match(await client.send({ ':path': '/', ':authority': 'evil.com' }), { status: 421 });
  t.match(await client.send({ ':path': '/', host: 'evil.com' }), { status: /421|400/ });
  t.match(await client.send({ ':path': `/${'a'.repeat(3000)}` }), { status: 414 });
  const many = Object.fromEntries(Array.from({ length: 70 }, (_, at) => [`x-${at}`, 'y']));
  t.match(await client.send({ ':path': '/', ...many }), { status: 431 });
  // Refused by the protocol itself, before it is a request.
  await t.rejects(client.send({ ':path': '/', x: 'y'.repeat(20_000) }), { code: 'ERR_HTTP2_STREAM_ERROR' });
  t.equal((await request('/api/state')).status, 200);
});

t.test('uploads come over HTTP/2: a form, and tus in parts', async (t) => {
  const { securePort, ca, uploads } = await startSecureServer(t);
  const client = new Http2Client(t, securePort, ca);
  const content = randomBytes(3_000_000);
  const form = new FormData();
  form.append('file', new Blob([content]), 'a.mp4');
  const sent = new Response(form);
  const type = sent.headers.get('content-type') ?? '';
  const body = Buffer.from(await sent.arrayBuffer());
  const multipart = { ':method': 'POST', ':path': '/api/clips', 'content-type': type };
  t.match(await client.send(multipart, body), { status: 202, body: /"name":"a\.mp4"/ });
  t.match(uploads.completed, [{ bytes: content.length }]);

  const tus = { 'tus-resumable': '1.0.0' };
  const created = await client.send({
    ...tus,
    ':method': 'POST',
    ':path': '/api/uploads',
    'upload-length': content.length,
    'upload-metadata': `filename ${btoa('b.mp4')}`,
  });
  t.equal(created.status, 201, created.body);
  const path = new URL(String(created.headers['location']), 'https://localhost').pathname;
  const patch = (offset: number, part: Buffer) =>
    client.send(
      {
        ...tus,
        ':method': 'PATCH',
        ':path': path,
        'upload-offset': offset,
        'content-type': 'application/offset+octet-stream',
      },
      part,
    );
  t.match(await patch(0, content.subarray(0, 2_000_000)), { status: 204 });
  t.match((await client.send({ ...tus, ':method': 'HEAD', ':path': path })).headers, { 'upload-offset': '2000000' });
  t.match(await patch(7, content), { status: 409, body: /upload-offset-wrong/ }, 'refused before its end');
  t.match(await patch(2_000_000, content.subarray(2_000_000)), { status: 204 });
  t.equal(uploads.completed.length, 2);
  t.match(await client.send({ ':path': '/api/state' }), { status: 200 }, 'and the connection is as good as before');
});

t.test('an upload that breaks off over HTTP/2 can be gone on with', async (t) => {
  const { securePort, ca, uploads } = await startSecureServer(t);
  const first = new Http2Client(t, securePort, ca);
  const tus = { 'tus-resumable': '1.0.0' };
  const created = await first.send({ ...tus, ':method': 'POST', ':path': '/api/uploads', 'upload-length': 200_000 });
  const path = new URL(String(created.headers['location']), 'https://localhost').pathname;
  const stream = first.session.request({
    ...tus,
    ':method': 'PATCH',
    ':path': path,
    'upload-offset': 0,
    'content-type': 'application/offset+octet-stream',
  });
  stream.on('error', () => {});
  stream.write(Buffer.alloc(100_000));
  while (uploads.received.at(-1)?.bytes !== 100_000) await new Promise((resolve) => setTimeout(resolve, 5));
  first.session.destroy();
  const second = new Http2Client(t, securePort, ca);
  t.match((await second.send({ ...tus, ':method': 'HEAD', ':path': path })).headers, { 'upload-offset': '100000' });
});

t.test('a body that dribbles over HTTP/2 is given up, and the connection stays', async (t) => {
  const time = new ManualTimers();
  const { securePort, ca, lines } = await startSecureServer(t, { clock: time, timers: time });
  const client = new Http2Client(t, securePort, ca);
  const stream = client.session.request({ ...COMMAND, 'content-length': 100 });
  stream.on('error', () => {});
  const closed = once(stream, 'close');
  while (time.pending === 0) await client.send({ ':path': '/api/state' });
  time.advance(33_000);
  await closed;
  t.match(lines.join('\n'), /its body came too slowly/);
  t.equal((await client.send({ ':path': '/api/state' })).status, 200);
});

t.test('the WebSocket is had over HTTP/1.1 on the same port, from our own page by TLS only', async (t) => {
  const { securePort, ca } = await startSecureServer(t);
  const open = (origin: string) => new WebSocket(`wss://localhost:${securePort}/api/live`, { ca, origin });
  const client = open(`https://localhost:${securePort}`);
  const [message] = await once(client, 'message');
  t.match(JSON.parse(String(message)), { type: 'snapshot' });
  client.close();
  await once(client, 'close');
  const [, refused] = await once(open(`http://localhost:${securePort}`), 'unexpected-response');
  t.equal(refused.statusCode, 403);
});

t.test('who speaks HTTP/1.1 over TLS is answered, within the same limits', async (t) => {
  const { securePort, ca } = await startSecureServer(t);
  const [answer] = await once(get({ port: securePort, host: 'localhost', path: '/api/state', ca }), 'response');
  t.equal(answer.statusCode, 200);
  t.match(await text(answer), /"revision":0/);
  const raw = connectTls({
    port: securePort,
    host: '127.0.0.1',
    servername: 'localhost',
    ca,
    ALPNProtocols: ['http/1.1'],
  });
  raw.write(
    'POST /api/commands HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  );
  t.match(await text(raw), /^HTTP\/1\.1 400 /);
});

t.test('another certificate holds from the next handshake on, and those who are in stay', async (t) => {
  const { securePort, ca, server, certificates } = await startSecureServer(t);
  const client = new Http2Client(t, securePort, ca);
  await client.send({ ':path': '/' });
  const serial = async () => {
    const socket = connectTls({ port: securePort, host: '127.0.0.1', servername: 'localhost', ca });
    await once(socket, 'secureConnect');
    const { serialNumber } = socket.getPeerCertificate();
    socket.destroy();
    return serialNumber;
  };
  const before = await serial();
  server.setKeyPair(await certificates.current({ dns: ['localhost'], ips: [] }));
  t.not(await serial(), before);
  t.equal((await client.send({ ':path': '/' })).status, 200);
});

t.test('handshakes that are never ended, and sessions that say nothing, make room', async (t) => {
  const connectionLimits = { total: 20, perPeer: 6 };
  const { securePort, ca } = await startSecureServer(t, { connectionLimits });
  const from = { port: securePort, host: '127.0.0.1', localAddress: '127.0.0.2' };
  const silent = await Promise.all(
    Array.from({ length: 6 }, async () => {
      // An end is only heard of by whoever reads.
      const socket = connectTcp(from).resume();
      socket.on('error', () => {});
      await once(socket, 'connect');
      return socket;
    }),
  );
  const gone = Promise.race(silent.map((socket) => once(socket, 'close')));
  const createConnection = () => connectTls({ ...from, servername: 'localhost', ca, ALPNProtocols: ['h2'] });
  const session = connectHttp2(`https://localhost:${securePort}`, { createConnection });
  t.teardown(() => session.destroy());
  await gone;
  const [answer] = await once(session.request({ ':path': '/api/state' }), 'response');
  t.equal(answer[':status'], 200);
});

t.test('what is under way is cut off at a stop, and the port is free', async (t) => {
  const { securePort, ca, server } = await startSecureServer(t);
  const client = new Http2Client(t, securePort, ca);
  await client.send({ ':path': '/' });
  const live = new WebSocket(`wss://localhost:${securePort}/api/live`, { ca });
  await once(live, 'open');
  const closed = Promise.all([once(live, 'close'), once(client.session, 'close')]);
  await server.stopSecure();
  await closed;
  const again = new WebSocket(`wss://localhost:${securePort}/api/live`, { ca });
  const [error] = await once(again, 'error');
  t.equal(error.code, 'ECONNREFUSED');
  await server.stopSecure();
});
