import { BlockList, isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

/** What a certificate is for. */
export interface CertificateNames {
  /** In small letters. */
  readonly dns: readonly string[];
  /** Addresses of IPv4, and of IPv6 as shortened by a URL, without brackets. */
  readonly ips: readonly string[];
}

/** Addresses that are nobody's on the internet: RFC 1918, RFC 3927, RFC 4193, RFC 6598 (VPNs), and the machine's own. Prefixes of 8 bits a byte. */
export const PRIVATE_RANGES = [
  { address: '10.0.0.0', prefix: 8 },
  { address: '172.16.0.0', prefix: 12 },
  { address: '192.168.0.0', prefix: 16 },
  { address: '169.254.0.0', prefix: 16 },
  { address: '100.64.0.0', prefix: 10 },
  { address: '127.0.0.0', prefix: 8 },
  { address: 'fc00::', prefix: 7 },
  { address: '::1', prefix: 128 },
] as const;

const privateAddresses = new BlockList();
for (const { address, prefix } of PRIVATE_RANGES) privateAddresses.addSubnet(address, prefix, familyOf(address));

export interface NamesOfMachine {
  /** As os.hostname() has it. */
  readonly hostname: string;
  /** As os.networkInterfaces() has them. */
  readonly interfaces: Readonly<Record<string, readonly Pick<NetworkInterfaceInfo, 'address'>[] | undefined>>;
  /** Further names and addresses (`http.hosts`). */
  readonly configured: readonly string[];
}

/** What a certificate of this machine is for: its name in the local network, its private addresses, and what was configured. */
export function namesOf({ hostname, interfaces, configured }: NamesOfMachine): CertificateNames {
  const [host = ''] = hostname.toLowerCase().split('.');
  const own = Object.values(interfaces).flatMap((infos = []) => infos.map(({ address }) => address));
  const isAddress = (name: string) => isIP(name) !== 0;
  const dns = ['localhost', `${host}.local`, ...configured.filter((name) => !isAddress(name))];
  // A link-local address of IPv6 cannot stand in a URL without the name of an interface, which differs on each machine.
  const ips = ['127.0.0.1', '::1', ...own, ...configured.filter(isAddress)].filter(isPrivate).map(shortened);
  return { dns: unique(dns.map((name) => name.toLowerCase()).filter(isDnsName)), ips: unique(ips) };
}

/** Whether two certificates would be for the same. */
export function sameNames(one: CertificateNames, other: CertificateNames): boolean {
  const text = ({ dns, ips }: CertificateNames) => [...dns, ...ips].sort().join(' ');
  return text(one) === text(other);
}

/** What Node's X509Certificate says a certificate is for. */
export function namesIn(subjectAltName: string | undefined): CertificateNames {
  const parts = (subjectAltName ?? '').split(', ');
  const ofKind = (kind: string) => parts.filter((part) => part.startsWith(kind)).map((part) => part.slice(kind.length));
  return { dns: ofKind('DNS:'), ips: ofKind('IP Address:').map(shortened) };
}

function isPrivate(address: string): boolean {
  return privateAddresses.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function shortened(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}

/** RFC 1034 section 3.5, and no wildcard. */
function isDnsName(name: string): boolean {
  return /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(name);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
