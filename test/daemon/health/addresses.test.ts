import type { NetworkInterfaceInfo } from 'node:os';
import t from 'tap';
import { addressesOf } from '../../../daemon/health/addresses.js';

function info(address: string, internal = false): NetworkInterfaceInfo {
  const rest = { netmask: '', mac: '', internal, cidr: null };
  return address.includes(':')
    ? { ...rest, address, family: 'IPv6', scopeid: 0 }
    : { ...rest, address, family: 'IPv4' };
}

t.test('the address that people are told first is the one they can use best', (t) => {
  const found = addressesOf({
    lo: [info('127.0.0.1', true), info('::1', true)],
    docker0: [info('172.17.0.1')],
    usb0: [info('169.254.3.4')],
    wlan0: [info('2001:db8::7'), info('fe80::1'), info('192.168.1.20')],
  });
  t.same(
    found.map(({ address }) => address),
    ['192.168.1.20', '2001:db8::7', '169.254.3.4', '172.17.0.1'],
  );
  t.same(found[0], { address: '192.168.1.20', family: 'ipv4', interface: 'wlan0' });
  t.end();
});

t.test('a machine without a network has none', (t) => {
  t.same(addressesOf({ lo: [info('127.0.0.1', true)], eth0: undefined }), []);
  t.end();
});
