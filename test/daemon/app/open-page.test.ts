import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import t, { type Test } from 'tap';
import { OpenPage } from '../../../daemon/app/open-page.js';
import { silentLog } from '../../../daemon/log.js';
import type { Notice } from '../../../daemon/protocol/state.js';
import { ManualTimers } from '../control/manual-timers.js';

const HOST = '127.0.0.1';

/** Listens for real; `where` is what it was told. */
async function listen(port: number, host = HOST): Promise<Server> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server): Promise<unknown> {
  return new Promise((resolve) => server.close(resolve));
}

/** A page that is to be at a port of this machine, and what the state is told of it. */
function pageAt(t: Test, port: number, host = HOST) {
  const notices = new Map<string, Notice>();
  const timers = new ManualTimers();
  const attempts: Promise<unknown>[] = [];
  const page = new OpenPage({
    server: {
      start() {
        const attempt = listen(port, host).then((server) => {
          t.teardown(() => close(server));
          return { port: portOf(server) };
        });
        attempts.push(attempt.catch(() => {}));
        return attempt;
      },
    },
    where: { host, port },
    feed: { setNotice: (code, notice) => void (notice ? notices.set(code, notice) : notices.delete(code)) },
    timers,
    log: silentLog,
  });
  t.teardown(() => page.stop());
  /** Lets the next attempt come, and waits for its end. */
  const retry = async (ms: number) => {
    const before = attempts.length;
    timers.advance(ms);
    await attempts.at(-1);
    await new Promise(setImmediate);
    return attempts.length - before;
  };
  return { page, notices, timers, retry };
}

t.test('a port that is taken is told as a notice, tried later and later, and opened when it is free', async (t) => {
  const other = await listen(0);
  const port = portOf(other);
  const { page, notices, retry } = pageAt(t, port);
  const opened: number[] = [];
  await page.openInTime((port) => opened.push(port));
  t.match(notices.get('port-taken'), {
    level: 'error',
    message: new RegExp(`^Port ${port} is taken by another program\\.\n.*ss -ltnp.*config set http.port`),
  });
  t.same([await retry(1000), await retry(1000), await retry(1000)], [1, 0, 1]);
  t.same(opened, []);
  await close(other);
  await retry(30_000);
  t.same(opened, [port]);
  t.equal(notices.size, 0);
});

t.test('an address that is not there yet is waited for likewise', async (t) => {
  // TEST-NET-1 (RFC 5737): nobody has it.
  const { page, notices, timers } = pageAt(t, 8080, '192.0.2.1');
  await page.openInTime(() => t.fail('it cannot be opened'));
  t.match(notices.get('page-closed'), { message: /does not have the address 192\.0\.2\.1/ });
  await page.stop();
  t.equal(timers.pending, 0, 'and no more once it stops');
});

t.test('somebody who stands by is told at once', async (t) => {
  const other = await listen(0);
  t.teardown(() => close(other));
  const { page, notices } = pageAt(t, portOf(other));
  await t.rejects(page.open(), { code: 'port-taken', message: /is taken by another program/ });
  t.equal(notices.size, 0);
});
