import type { NetworkInterfaceInfo } from 'node:os';
import t from 'tap';
import { OwnHosts, urlHostOf } from '../../../daemon/http/own-hosts.js';

const address = (address: string) => ({ address }) as NetworkInterfaceInfo;
const interfaces = () => ({ wlan0: [address('192.168.1.7'), address('fe80::1'), address('fd00:0:0::2')] });
const hosts = new OwnHosts(['Frame.example.com', '203.0.113.9', '2001:DB8::9'], interfaces);

t.test(
  'an address is ours where it is of an interface, of the loopback, configured, or where the connection arrived',
  (t) => {
    const own = [
      '192.168.1.7',
      '[fe80::1]',
      '[fd00::2]',
      '127.0.0.1',
      '127.8.8.8',
      '[::1]',
      '203.0.113.9',
      '[2001:db8::9]',
    ];
    for (const host of own) t.equal(hosts.has(host), true, host);
    for (const host of ['192.168.1.8', '0.0.0.0', '[::]', '[fd00::3]', '203.0.113.10'])
      t.equal(hosts.has(host), false, host);
    t.equal(hosts.has('192.168.1.8', '::ffff:192.168.1.8'), true, 'an interface that came up since');
    t.equal(hosts.has('[fe80::9]', 'fe80::9%eth0'), true);
    t.end();
  },
);

t.test('names are ours where no page from elsewhere can have them', (t) => {
  for (const host of ['localhost', 'pi.local', 'frame.example.com']) t.equal(hosts.has(host), true, host);
  for (const host of ['local', 'evil.com', 'pi.local.evil.com', '']) t.equal(hosts.has(host), false, host);
  t.end();
});

t.test('other names hold from the next question on', (t) => {
  const changing = new OwnHosts(['one.lan'], interfaces);
  changing.setNames(['two.lan']);
  t.equal(changing.has('one.lan'), false);
  t.equal(changing.has('two.lan'), true);
  t.end();
});

t.test('an address is written as the host of a URL', (t) => {
  t.equal(urlHostOf('::ffff:192.0.2.1'), '192.0.2.1');
  t.equal(urlHostOf('fe80::0:1%wlan0'), '[fe80::1]');
  t.equal(urlHostOf('no address'), undefined);
  t.equal(urlHostOf(undefined), undefined);
  t.end();
});
