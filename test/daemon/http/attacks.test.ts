import { once } from 'node:events';
import t from 'tap';
import WebSocket from 'ws';
import { LiveClient } from '../control/live-client.js';
import { ManualTimers } from '../control/manual-timers.js';
import { RawSocket, statusesIn } from './raw-socket.js';
import { startTestServer } from './test-server.js';

const HEAD = 'Host: localhost\r\nContent-Type: application/json\r\n';

t.test('two hundred connections that dribble headers take nobody the time, and are ended', async (t) => {
  const { port } = await startTestServer(t, { host: '127.0.0.1', headersTimeoutMs: 1500 });
  const slowestOf = async (requests: number) => {
    let slowestMs = 0;
    for (let asked = 0; asked < requests; asked++) {
      const beginMs = performance.now();
      t.equal((await fetch(`http://127.0.0.1:${port}/api/state`)).status, 200);
      slowestMs = Math.max(slowestMs, performance.now() - beginMs);
    }
    return slowestMs;
  };
  const calmMs = await slowestOf(5);
  const dribbling = await Promise.all(Array.from({ length: 200 }, () => RawSocket.open(port)));
  for (const connection of dribbling) connection.say('GET / HTTP/1.1\r\nHost: localhost\r\n');
  const dribble = setInterval(() => {
    for (const connection of dribbling) connection.say('X: y\r\n');
  }, 100);
  t.teardown(() => clearInterval(dribble));
  const ended = Promise.all(dribbling.map((connection) => connection.untilClosed()));
  const slowestMs = await slowestOf(20);
  // Under a second, and more only where the machine itself takes its time.
  t.ok(slowestMs < 1000 + 20 * calmMs, `the slowest answer took ${slowestMs} ms, and ${calmMs} before`);
  const answers = await ended;
  t.match(statusesIn(answers[0] ?? ''), [408], 'though each had just sent another header');
});

t.test('connections that say nothing make room for one that does', async (t) => {
  const connectionLimits = { total: 20, perPeer: 12 };
  const { port } = await startTestServer(t, { host: '127.0.0.1', connectionLimits });
  const silent = await Promise.all(Array.from({ length: 12 }, () => RawSocket.open(port, '127.0.0.2')));
  const first = silent[0]?.untilClosed();
  const more = await RawSocket.open(port, '127.0.0.2');
  await first;
  more.say(`GET /api/state HTTP/1.1\r\n${HEAD}Connection: close\r\n\r\n`);
  t.same(statusesIn(await more.untilClosed()), [200], 'the one that waited longest went, not the newcomer');

  await Promise.all(Array.from({ length: 11 }, () => RawSocket.open(port, '127.0.0.3')));
  t.equal((await fetch(`http://127.0.0.1:${port}/api/state`)).status, 200, 'and another address is in');
});

t.test('an address that holds all its places with requests gets no further one', async (t) => {
  const connectionLimits = { total: 20, perPeer: 3 };
  const { port } = await startTestServer(t, { host: '127.0.0.1', connectionLimits });
  const body = 'Content-Length: 100\r\n\r\n';
  const busy = await Promise.all(Array.from({ length: 3 }, () => RawSocket.open(port, '127.0.0.2')));
  for (const connection of busy)
    connection.say(`POST /api/commands HTTP/1.1\r\n${HEAD}Expect: 100-continue\r\n${body}`);
  await Promise.all(busy.map((connection) => connection.until('100 Continue')));
  const refused = await RawSocket.open(port, '127.0.0.2');
  t.equal(await refused.untilClosed(), '');
  t.equal((await fetch(`http://127.0.0.1:${port}/api/state`)).status, 200);
  t.ok(busy.every(({ socket }) => !socket.closed));
});

t.test('a body that dribbles is given up, and the log says so', async (t) => {
  const time = new ManualTimers();
  const { port, lines } = await startTestServer(t, { host: '127.0.0.1', clock: time, timers: time });
  const slow = await RawSocket.open(port);
  slow.say(`POST /api/commands HTTP/1.1\r\n${HEAD}Expect: 100-continue\r\nContent-Length: 100\r\n\r\n`);
  await slow.until('100 Continue');
  time.advance(33_000);
  await slow.untilClosed();
  t.match(lines.join('\n'), /its body came too slowly path=\/api\/commands/);
});

t.test('headers and addresses without end are refused', async (t) => {
  const { port } = await startTestServer(t, { host: '127.0.0.1' });
  const statusOf = async (request: string) => {
    const connection = await RawSocket.open(port);
    connection.say(request);
    return statusesIn(await connection.untilClosed());
  };
  const close = 'Connection: close\r\n\r\n';
  const many = Array.from({ length: 70 }, (_, at) => `X-${at}: y\r\n`).join('');
  const endless = Array.from({ length: 700 }, (_, at) => `X-${at}: y\r\n`).join('');
  t.same(await statusOf(`GET / HTTP/1.1\r\n${HEAD}${many}${close}`), [431], 'many headers');
  t.same(await statusOf(`GET /${'a'.repeat(3000)} HTTP/1.1\r\n${HEAD}${close}`), [414], 'a long address');
  const giants = [
    `GET / HTTP/1.1\r\n${HEAD}X: ${'y'.repeat(20_000)}\r\n${close}`,
    `GET / HTTP/1.1\r\n${HEAD}${endless}Origin: http://evil.com\r\n${close}`,
    `GET /${'a'.repeat(30_000)} HTTP/1.1\r\n${HEAD}${close}`,
  ];
  // What was not read of them may take the answer with it (a reset), so there may be none.
  for (const giant of giants)
    t.ok(
      (await statusOf(giant)).every((status) => status === 431),
      giant.slice(0, 20),
    );
});

t.test('what could be two requests is none', async (t) => {
  const { port, playback } = await startTestServer(t, { host: '127.0.0.1' });
  const hidden = '{"type":"pause"}';
  const smuggled = `POST /api/commands HTTP/1.1\r\n${HEAD}Content-Length: ${hidden.length}\r\n\r\n${hidden}`;
  const chunked = `0\r\n\r\n${smuggled}`;
  const forms: Record<string, string> = {
    'both lengths': `Content-Length: ${chunked.length}\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`,
    'both, the other way round': `Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${chunked}`,
    'an encoding in disguise': `Content-Length: 4\r\nTransfer-Encoding: xchunked\r\n\r\n${chunked}`,
    'an encoding that is not the last': `Transfer-Encoding: chunked, identity\r\n\r\n${chunked}`,
    'a space before the colon': `Transfer-Encoding : chunked\r\n\r\n${chunked}`,
    'a folded header': `Content-Length: 4\r\n Transfer-Encoding: chunked\r\n\r\n${chunked}`,
    'two lengths': `Content-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
    'two lengths in one': `Content-Length: 0, ${smuggled.length}\r\n\r\n${smuggled}`,
    'a length with a sign': `Content-Length: +0\r\n\r\n${smuggled}`,
    'a chunk whose length is no number': `Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${smuggled}`,
    'a header that ends in a bare CR': `X: y\rTransfer-Encoding: chunked\r\n\r\n${chunked}`,
    'a zero byte': `X: \0\r\nContent-Length: 0\r\n\r\n${smuggled}`,
  };
  for (const [name, form] of Object.entries(forms)) {
    const connection = await RawSocket.open(port);
    connection.say(`POST /api/state HTTP/1.1\r\nHost: localhost\r\n${form}`);
    const statuses = statusesIn(await connection.untilClosed());
    t.ok(statuses.length <= 1 && statuses.every((status) => status >= 400), `${name}: ${statuses}`);
  }
  t.same(playback.calls, []);
});

t.test('a target that is no path, and a second Host, are refused', async (t) => {
  const { port } = await startTestServer(t, { host: '127.0.0.1' });
  const heads = [
    `GET http://evil.com/api/state HTTP/1.1\r\n${HEAD}`,
    `GET /api/state HTTP/1.1\r\n${HEAD}Host: evil.com\r\n`,
    'GET /api/state HTTP/1.1\r\n',
    `CONNECT evil.com:80 HTTP/1.1\r\n${HEAD}`,
  ];
  for (const head of heads) {
    const connection = await RawSocket.open(port);
    connection.say(`${head}Connection: close\r\n\r\n`);
    const statuses = statusesIn(await connection.untilClosed());
    t.ok(
      statuses.every((status) => status === 400),
      `${head.split('\r\n')[0]}: ${statuses}`,
    );
  }
});

t.test('two thousand messages a second end the connection that sends them, and no other', async (t) => {
  const { port, lines } = await startTestServer(t);
  const [flooding, other] = await Promise.all([LiveClient.connect(port), LiveClient.connect(port)]);
  const ended = flooding.closed();
  const startedMs = performance.now();
  let sent = 0;
  const flood = setInterval(() => {
    for (let at = 0; at < 20 && flooding.socket.readyState === WebSocket.OPEN; at++, sent++) flooding.send('{}');
  }, 10);
  t.equal(await ended, 1008);
  clearInterval(flood);
  const tookMs = performance.now() - startedMs;
  const answers = flooding.messages.length;
  // Of 200 frames at once and 100 a second, five for each; and the first snapshot.
  t.ok(answers <= 1 + 40 + Math.ceil(tookMs / 50), `${answers} of ${sent} were answered in ${tookMs} ms`);
  other.send({ type: 'snapshot' });
  await other.until(() => other.messages.length === 2);
  t.match(lines.join('\n'), /sends too much/);
});

t.test('pings and pongs without end are too many messages too', async (t) => {
  const { port } = await startTestServer(t);
  for (const kind of ['ping', 'pong'] as const) {
    const client = await LiveClient.connect(port);
    const ended = client.closed();
    for (let at = 0; at < 1000; at++) client.socket[kind]('x');
    // What was not read may take the closing frame with it.
    t.match(String(await ended), /^(1008|1006)$/, kind);
  }
});

t.test('of two hundred WebSockets at once some are let in, and the rest are told', async (t) => {
  const { port } = await startTestServer(t, { maxClients: 64 });
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const { socket } = new LiveClient(port);
      t.teardown(() => socket.terminate());
      const opened = once(socket, 'open').then(
        () => 101,
        () => 0,
      );
      const refused = once(socket, 'unexpected-response').then(([, response]) => Number(response.statusCode));
      return Promise.race([opened.then((status) => (status === 101 ? status : refused)), refused]);
    }),
  );
  const count = (status: number) => outcomes.filter((outcome) => outcome === status).length;
  t.equal(count(101), 64);
  t.equal(count(503) + count(429), 136, 'no room, or too many in a moment');
  t.ok(count(429) > 0);
  t.equal((await fetch(`http://localhost:${port}/api/state`)).status, 200);
});

t.test('half-open handshakes are ended', async (t) => {
  const { port } = await startTestServer(t, { host: '127.0.0.1', headersTimeoutMs: 500 });
  const upgrade = 'GET /api/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n';
  const half = await RawSocket.open(port);
  half.say(upgrade);
  const keyless = await RawSocket.open(port);
  keyless.say(`${upgrade}Sec-WebSocket-Version: 13\r\n\r\n`);
  t.same(statusesIn(await keyless.untilClosed()), [400]);
  t.same(statusesIn(await half.untilClosed()), [408]);
});
