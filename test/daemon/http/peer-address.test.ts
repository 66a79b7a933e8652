import t from 'tap';
import { peerOf } from '../../../daemon/http/peer-address.js';

t.test('an address of IPv4 is somebody, also where a socket for both has it', (t) => {
  t.equal(peerOf('192.168.1.7'), '192.168.1.7');
  t.equal(peerOf('::ffff:192.168.1.7'), '192.168.1.7');
  t.end();
});

t.test('all addresses of a network of IPv6 are one', (t) => {
  const home = peerOf('2001:db8:1:2::7');
  for (const address of ['2001:db8:1:2:a:b:c:d', '2001:db8:1:2::', '2001:0db8:1:2::1%eth0']) {
    t.equal(peerOf(address), home, address);
  }
  for (const address of ['2001:db8:1:3::7', '2001:db8::7', '::1', 'fe80::7']) t.not(peerOf(address), home, address);
  t.equal(peerOf('::1'), '0:0:0:0');
  t.equal(peerOf('2001:db8::1:0:0:7'), '2001:db8:0:0');
  t.end();
});
