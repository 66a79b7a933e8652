import { isIPv6 } from 'node:net';

/**
 * Whom a limit per address counts: an IPv4 address, or a network of IPv6. Whoever has one address of IPv6 has 2^64 of them, the network's
 * (RFC 4291 section 2.5.4), and would be a stranger by each.
 */
export function peerOf(remoteAddress: string): string {
  const plain = remoteAddress.replace(/^::ffff:(?=[\d.]+$)/i, '');
  if (!isIPv6(plain)) return plain;
  const [address = ''] = plain.split('%');
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const all = [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail ? tail.split(':') : [])];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
