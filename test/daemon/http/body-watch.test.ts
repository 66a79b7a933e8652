import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { BodyWatch } from '../../../daemon/http/body-watch.js';
import { ManualTimers } from '../control/manual-timers.js';
import { RawSocket } from './raw-socket.js';

const KIB = 1024;

/** A server that watches its requests; `reads` false: their bodies wait for somebody to read them. */
async function startWatched(t: Test, { reads = true } = {}) {
  const time = new ManualTimers();
  const watch = new BodyWatch({ clock: time, timers: time });
  const given: string[] = [];
  const server = createServer((request) => {
    watch.watch(request, () => given.push(request.url ?? ''));
    if (reads) request.resume();
    arrived.set(request.url ?? '', request);
  });
  const arrived = new Map<string, IncomingMessage>();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    watch.stop();
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const begin = async (path: string, length: number) => {
    const connection = await RawSocket.open(port);
    connection.say(`PATCH ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`);
    while (!arrived.has(path)) await turn();
    const { socket } = arrived.get(path) as IncomingMessage;
    return {
      /** Resolves when the bytes have arrived. */
      send: async (bytes: number) => {
        const before = socket.bytesRead;
        connection.say(' '.repeat(bytes));
        while (socket.bytesRead < before + bytes) await turn();
      },
    };
  };
  return { time, given, begin };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

t.test('a kilobyte a second may go on for ever, and less than that may not', async (t) => {
  const { time, given, begin } = await startWatched(t);
  const [steady, slow] = [await begin('/steady', 900 * KIB), await begin('/slow', 900 * KIB)];
  for (let second = 0; second < 300; second += 10) {
    await Promise.all([steady.send(10 * KIB), slow.send(8 * KIB)]);
    time.advance(10_000);
    // 30 s at the beginning, and 0.8 s more for each second: 150 s.
    t.same(given, second < 150 ? [] : ['/slow'], `after ${second + 10} s`);
  }
});

t.test('nothing at all is given up after half a minute', async (t) => {
  const { time, given, begin } = await startWatched(t);
  await begin('/silent', 10);
  time.advance(30_000);
  t.same(given, []);
  time.advance(2000);
  t.same(given, ['/silent']);
});

t.test('an upload that came well may stall for two minutes, however much of it came', async (t) => {
  const { time, given, begin } = await startWatched(t);
  const upload = await begin('/upload', 9000 * KIB);
  await upload.send(4000 * KIB);
  time.advance(122_000);
  t.same(given, []);
  time.advance(2000);
  t.same(given, ['/upload']);
});

t.test('while what came waits for us, nobody is given up', async (t) => {
  const { time, given, begin } = await startWatched(t, { reads: false });
  const upload = await begin('/upload', 100 * KIB);
  await upload.send(KIB);
  time.advance(600_000);
  t.same(given, []);
});

t.test('a request without a body is none to watch', async (t) => {
  const { time, given, begin } = await startWatched(t);
  await begin('/empty', 0);
  t.equal(time.pending, 0);
  time.advance(60_000);
  t.same(given, []);
});
