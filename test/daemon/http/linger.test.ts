import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import t, { type Test } from 'tap';
import { type LingerLimits, lingerAfterAnswer } from '../../../daemon/http/linger.js';

const PIECE = Buffer.alloc(64 << 10);
const ANNOUNCED_BYTES = 5e9;

/** A server that refuses every body before it has come, as a form that is too large is, and counts what it reads all the same. */
async function startServer(t: Test, limits: LingerLimits) {
  let line: Socket | undefined;
  const server = createServer((request, response) => {
    lingerAfterAnswer(request, response, limits);
    line = request.socket;
    // With 'connection: close' Node would close at once.
    response.writeHead(413).end('too large');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  // A listening TCP server has an address of that form.
  return { readBytes: () => line?.bytesRead ?? 0, port: (server.address() as AddressInfo).port };
}

/** Writes on and on, without a look at what comes back, until the line ends or takes no more for `patienceMs`. */
async function writeBlindly(socket: Socket, patienceMs: number): Promise<'ended' | 'waiting'> {
  let ended = false;
  socket.on('error', () => {});
  socket.once('close', () => {
    ended = true;
  });
  socket.write(`POST /api/uploads HTTP/1.1\r\nHost: x\r\nContent-Length: ${ANNOUNCED_BYTES}\r\n\r\n`);
  while (!ended) {
    if (socket.write(PIECE)) continue;
    const drained = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), patienceMs);
      for (const event of ['drain', 'close'])
        socket.once(event, () => {
          clearTimeout(timer);
          resolve(true);
        });
    });
    if (!(await drained)) return 'waiting';
  }
  return 'ended';
}

t.test('who writes on after a refusal is made to wait, with the answer there to be read', async (t) => {
  const { readBytes, port } = await startServer(t, { ms: 60_000, bytes: 4e6 });
  const socket = connect(port, '127.0.0.1');
  t.teardown(() => socket.destroy());
  t.equal(await writeBlindly(socket.pause(), 500), 'waiting');
  t.ok(readBytes() >= 4e6 && readBytes() < 6e6, `${readBytes()} bytes were read`);
  const answer = await new Promise<string>((resolve) =>
    socket.once('data', (piece) => resolve(String(piece))).resume(),
  );
  t.match(answer, /^HTTP\/1.1 413/);
});

t.test('a body that is not much longer is read to its end, and the answer with it', async (t) => {
  const { readBytes, port } = await startServer(t, { ms: 60_000, bytes: 4e6 });
  const body = Buffer.alloc(2e6);
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body });
  t.equal(answer.status, 413);
  t.equal(await answer.text(), 'too large');
  t.ok(readBytes() <= body.length + 1000, `${readBytes()} bytes were read`);
});

t.test('when the time is up the line is ended, however much is still to come', async (t) => {
  const { port } = await startServer(t, { ms: 100, bytes: 4e6 });
  const socket = connect(port, '127.0.0.1');
  t.equal(await writeBlindly(socket.pause(), 30_000), 'ended');
});
