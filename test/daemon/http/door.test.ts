import t from 'tap';
import { Door } from '../../../daemon/http/door.js';

const door = new Door(['Frame.example.com']);
const get = (host: string | undefined) => door.refusal({ method: 'GET', host, origin: undefined })?.code;
const post = (host: string, origin: string | undefined) => door.refusal({ method: 'POST', host, origin })?.code;

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
  for (const origin of ['null', '', 'http://evil.com', 'http://pi.local:8080', 'http://pi.local.evil.com', 'file://']) {
    t.equal(post('pi.local', origin), 'origin-not-allowed', origin);
  }
  t.end();
});

t.test('a page from elsewhere may link to us, but not open our WebSocket', (t) => {
  const knock = { method: 'GET', host: 'pi.local', origin: 'http://evil.com' };
  t.equal(door.refusal(knock), undefined);
  t.equal(door.refusal({ ...knock, upgrade: true })?.code, 'origin-not-allowed');
  t.end();
});
