import type { NetworkInterfaceInfo } from 'node:os';
import t from 'tap';
import { Door, type Knock } from '../../../daemon/http/door.js';
import { OwnHosts } from '../../../daemon/http/own-hosts.js';

const wlan0 = ['192.168.1.7', 'fe80::1'].map((address) => ({ address }) as NetworkInterfaceInfo);
const door = new Door(new OwnHosts(['Frame.example.com'], () => ({ wlan0 })));
const get = (host: string | undefined) => door.refusal({ method: 'GET', host, origin: undefined })?.code;
const post = (host: string, origin: string | undefined, more: Partial<Knock> = {}) =>
  door.refusal({ method: 'POST', host, origin, ...more })?.code;

t.test('the names no foreign page can have are let in', (t) => {
  const hosts = ['192.168.1.7', '192.168.1.7:8080', '[fe80::1]', '[::1]:80', 'localhost', 'LOCALHOST:3000', 'pi.local'];
  for (const host of [...hosts, 'frame.example.com', 'FRAME.example.com:8080']) t.equal(get(host), undefined, host);
  t.end();
});

t.test('every other name stays outside', (t) => {
  const hosts = [
    undefined,
    '',
    'evil.com',
    'local',
    'pi.local.evil.com',
    '192.168.1.7.evil.com',
    'evil.com:80@pi.local',
    'pi.local/evil',
    'notlocalhost',
    'example.com',
    '0.0.0.0:8080',
    '192.168.1.8',
    'pi.local, evil.com',
  ];
  for (const host of hosts) t.equal(get(host), 'host-not-allowed', String(host));
  t.end();
});

t.test('a change is accepted from our own page, and from what is no browser', (t) => {
  t.equal(post('pi.local', undefined), undefined);
  t.equal(post('pi.local', 'http://pi.local'), undefined);
  t.equal(post('PI.local:80', 'http://pi.local'), undefined, 'the default port may be said or not');
  t.equal(post('192.168.1.7:8080', 'http://192.168.1.7:8080'), undefined);
  t.end();
});

t.test('a change is not accepted from another page', (t) => {
  const origins = ['null', '', 'http://evil.com', 'http://pi.local:8080', 'http://pi.local.evil.com', 'file://'];
  for (const origin of [...origins, 'https://pi.local']) {
    t.equal(post('pi.local', origin), 'origin-not-allowed', origin);
  }
  t.end();
});

t.test('over TLS our own page is the one that came over TLS', (t) => {
  const secure = { secure: true };
  t.equal(post('pi.local:8443', 'https://pi.local:8443', secure), undefined);
  t.equal(post('pi.local', 'https://pi.local', secure), undefined);
  t.equal(post('pi.local:8443', 'http://pi.local:8443', secure), 'origin-not-allowed');
  t.end();
});

t.test('a proxy may speak TLS to the browser where its name is configured', (t) => {
  t.equal(post('frame.example.com', 'https://frame.example.com'), undefined);
  t.equal(post('frame.example.com', 'https://evil.com'), 'origin-not-allowed');
  t.end();
});

t.test('a page from elsewhere may link to us, but not open our WebSocket', (t) => {
  const knock = { method: 'GET', host: 'pi.local', origin: 'http://evil.com' };
  t.equal(door.refusal(knock), undefined);
  t.equal(door.refusal({ ...knock, upgrade: true })?.code, 'origin-not-allowed');
  t.end();
});

t.test('what a browser sends for another page is refused, but for a link that is followed', (t) => {
  const fetched = (method: string, site: string, mode = 'cors', dest = 'empty') =>
    door.refusal({ method, host: 'localhost', origin: undefined, fetch: { site, mode, dest } })?.code;
  for (const site of ['same-origin', 'none']) t.equal(fetched('POST', site), undefined, site);
  for (const site of ['cross-site', 'same-site', 'same-origin,cross-site']) {
    t.equal(fetched('POST', site), 'origin-not-allowed', site);
    t.equal(fetched('GET', site, 'no-cors', 'image'), 'origin-not-allowed', `an image for ${site}`);
    t.equal(fetched('GET', site, 'websocket', 'websocket'), 'origin-not-allowed', `a WebSocket for ${site}`);
    t.equal(fetched('GET', site, 'navigate', 'iframe'), 'origin-not-allowed', `a frame of ${site}`);
    t.equal(fetched('POST', site, 'navigate', 'document'), 'origin-not-allowed', `a form of ${site}`);
    t.equal(fetched('GET', site, 'navigate', 'document'), undefined, `a link of ${site}`);
  }
  t.end();
});
