import t from 'tap';
import { namesIn, namesOf, sameNames } from '../../../daemon/certificates/certificate-names.js';

const interfaces = {
  wlan0: ['192.168.1.7', '203.0.113.5', 'fe80::1', 'fd00:0:0::2', '2001:db8::7'].map((address) => ({ address })),
};

t.test('a certificate is for the local name, the private addresses, and what was configured', (t) => {
  const configured = ['Frame.LAN', '10.1.2.3', '198.51.100.1', '*.evil.com', 'no name'];
  t.same(namesOf({ hostname: 'Kitchen.fritz.box', interfaces, configured }), {
    dns: ['localhost', 'kitchen.local', 'frame.lan'],
    ips: ['127.0.0.1', '::1', '192.168.1.7', 'fd00::2', '10.1.2.3'],
  });
  t.end();
});

t.test('a name of the machine that no network could have is left out', (t) => {
  t.same(namesOf({ hostname: 'my_pi', interfaces: {}, configured: [] }).dns, ['localhost']);
  t.end();
});

t.test('what Node reads of a certificate is compared by meaning, not by order or spelling', (t) => {
  const read = namesIn('DNS:localhost, IP Address:FD00:0:0:0:0:0:0:2, IP Address:127.0.0.1');
  t.same(read, { dns: ['localhost'], ips: ['fd00::2', '127.0.0.1'] });
  t.equal(sameNames(read, { dns: ['localhost'], ips: ['127.0.0.1', 'fd00::2'] }), true);
  t.equal(sameNames(read, { dns: ['localhost'], ips: ['127.0.0.1'] }), false);
  t.same(namesIn(undefined), { dns: [], ips: [] });
  t.end();
});
