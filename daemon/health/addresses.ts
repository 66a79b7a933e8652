import type { NetworkInterfaceInfo } from 'node:os';
import type { NetworkAddress } from '../protocol/health.js';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/**
 * The addresses under which others reach this machine, the one to tell people first: of a cable or a radio before that of a tunnel or of
 * containers, IPv4 before IPv6 (shorter to type), one that a router gave before one that was made up.
 *
 * @param interfaces as os.networkInterfaces() has them.
 */
export function addressesOf(interfaces: Interfaces): NetworkAddress[] {
  const all = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos.filter((info) => !info.internal && !isLinkLocalV6(info)).map((info) => ({ name, info })),
  );
  return all
    .map(({ name, info }) => ({ ...addressOf(name, info), rank: rankOf(name, info) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ rank: _, ...address }) => address);
}

function addressOf(name: string, { address, family }: NetworkInterfaceInfo): NetworkAddress {
  return { address, family: family === 'IPv6' ? 'ipv6' : 'ipv4', interface: name };
}

function rankOf(name: string, { address, family }: NetworkInterfaceInfo): number {
  // systemd's names (en…, wl…), the kernel's (eth0, wlan0), and a Pi Zero's cable (usb0).
  const isVirtual = !/^(en|eth|wl|usb)/.test(name);
  const isMadeUp = address.startsWith('169.254.');
  return (isVirtual ? 4 : 0) + (isMadeUp ? 2 : 0) + (family === 'IPv6' ? 1 : 0);
}

/** They need the name of an interface of whoever asks, so nobody can type them. */
function isLinkLocalV6({ address, family }: NetworkInterfaceInfo): boolean {
  return family === 'IPv6' && /^fe[89ab]/i.test(address);
}
