import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { get } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { ServeHttps } from '../../../daemon/app/serve-https.js';
import { systemClock } from '../../../daemon/clock.js';
import type { LiveConfig } from '../../../daemon/config/live-config.js';
import { Config } from '../../../daemon/config/schema.js';
import type { HttpsDesk } from '../../../daemon/http/services.js';
import type { Notice } from '../../../daemon/protocol/state.js';
import { ManualTimers } from '../control/manual-timers.js';
import { startTestServer } from '../http/test-server.js';

async function start(t: Test, section: unknown = {}) {
  let config = Config.parse({ https: section });
  const listeners = new Set<Parameters<LiveConfig['on']>[0]>();
  const liveConfig = {
    get current() {
      return config;
    },
    on: (listener: Parameters<LiveConfig['on']>[0]) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const timers = new ManualTimers();
  const notices: (Notice | undefined)[] = [];
  const desk: HttpsDesk = {
    view: () => https.view(),
    authority: () => https.authority(),
    urlFor: (host) => https.urlFor(host),
  };
  const server = await startTestServer(t, { host: '127.0.0.1', extraServices: { https: desk } });
  const https = new ServeHttps({
    liveConfig,
    dataFolder: join(server.root, 'data'),
    server: server.server,
    feed: { setNotice: (_, notice) => notices.push(notice) },
    clock: systemClock,
    timers,
    log: server.log,
  });
  t.teardown(() => https.stop());
  await https.start();
  const change = async (to: object) => {
    const previous = config;
    config = Config.parse(to);
    for (const listener of listeners) listener(config, previous);
    await https.settled();
  };
  const look = async () => {
    timers.advance(10_000);
    await https.settled();
  };
  const ask = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);
  return { ...server, https, change, look, notices, ask };
}

/** What a browser gets that trusts this authority. */
async function askSecurely(port: number | undefined, ca: string, host = '127.0.0.1'): Promise<number | undefined> {
  const servername = host === '127.0.0.1' ? '' : host;
  const outgoing = get({ host: '127.0.0.1', port, path: '/api/state', ca, servername, agent: false });
  const [answer] = await once(outgoing, 'response');
  answer.resume();
  return answer.statusCode;
}

t.test('without a port there is no HTTPS, and no authority is made', async (t) => {
  const { ask, notices } = await start(t);
  t.same(await (await ask('/api/https')).json(), { names: [], missing: [] });
  t.equal((await ask('/api/https/ca.crt')).status, 404);
  t.match(await (await ask('/api/access')).json(), { secure: {} });
  t.same(notices, []);
});

t.test('one switch turns it on and off, and everybody may fetch what is to be trusted', async (t) => {
  const { ask, change, https } = await start(t);
  await change({ https: { port: 0 } });
  const answer = await ask('/api/https/ca.crt');
  t.equal(answer.headers.get('Content-Type'), 'application/x-x509-ca-cert');
  const authority = new X509Certificate(Buffer.from(await answer.arrayBuffer()));
  const view = https.view();
  t.match(view, { kind: 'authority', fingerprint: authority.fingerprint256, missing: [] });
  t.ok(view.names.includes('localhost') && view.names.includes('127.0.0.1'));
  t.same(await (await ask('/api/https')).json(), view);
  t.match(await (await ask('/api/access')).json(), { secure: { url: `https://127.0.0.1:${view.port}/` } });
  t.equal(await askSecurely(view.port, authority.toString()), 200);
  await change({});
  await t.rejects(askSecurely(view.port, authority.toString()), { code: 'ECONNREFUSED' });
  await change({ https: { port: 0 } });
  t.equal(https.view().fingerprint, authority.fingerprint256, 'it is the same again');
});

t.test('another name takes another certificate, or is told where the authority may not speak for it', async (t) => {
  const { change, https, notices } = await start(t, { port: 0 });
  await change({ https: { port: 0 }, http: { hosts: ['other.local', 'frame.lan'] } });
  const authority = new X509Certificate(https.authority() ?? '').toString();
  t.equal(await askSecurely(https.view().port, authority, 'other.local'), 200);
  t.same(https.view().missing, ['frame.lan']);
  t.match(notices, [{ level: 'warning', message: /not for frame\.lan/ }]);
});

t.test('a port that is taken is told, HTTP goes on, and it is tried again', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { ask, look, notices, https, lines } = await start(t, { port });
  t.match(notices, [{ level: 'error', message: /EADDRINUSE/ }]);
  t.equal((await ask('/api/state')).status, 200);
  await look();
  t.equal(lines.filter((line) => line.includes('not as it should be')).length, 1, 'said once');
  await new Promise((resolve) => taken.close(resolve));
  await look();
  t.equal(https.view().port, port);
  t.same(notices.at(-1), undefined);
});

t.test('a certificate of one’s own that cannot be used is told', async (t) => {
  const { notices, change } = await start(t, { port: 0, certificate: '/nowhere/a.crt', key: '/nowhere/a.key' });
  t.match(notices, [{ level: 'error', message: /^HTTPS: \/nowhere\/a\.crt cannot be read/ }]);
  await change({ https: { port: 0, certificate: '/nowhere/a.crt' } });
  t.match(notices.at(-1), { message: /https\.certificate and https\.key/ });
});
