import { isIP, isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Which hosts of a URL are this machine. */
export class OwnHosts {
  readonly #interfaces: typeof networkInterfaces;
  #names: ReadonlySet<string>;

  /**
   * @param names further names and addresses this machine answers to: of a DHCP server's domain, of a proxy, of what forwards a port.
   * @param interfaces default: os.networkInterfaces.
   */
  constructor(names: readonly string[] = [], interfaces = networkInterfaces) {
    this.#names = setOf(names);
    this.#interfaces = interfaces;
  }

  /** From the next question on. */
  setNames(names: readonly string[]): void {
    this.#names = setOf(names);
  }

  /** Whether the configuration names it. */
  isConfigured(hostname: string): boolean {
    return this.#names.has(hostname);
  }

  /**
   * A name that no page from elsewhere can have: localhost, .local (RFC 6762: the local network's), a configured one; or an address of this
   * machine. 0.0.0.0 is none, though some browsers reach it by that name, and do so for any page.
   *
   * @param hostname as a URL has it: in small letters, IPv6 in brackets.
   * @param localAddress where the connection arrived; spares the look at all interfaces.
   */
  has(hostname: string, localAddress?: string): boolean {
    if (hostname === 'localhost' || hostname.endsWith('.local') || this.#names.has(hostname)) return true;
    if (!hostname.startsWith('[') && isIP(hostname) === 0) return false;
    return isLoopback(hostname) || urlHostOf(localAddress) === hostname || this.#ownAddresses().includes(hostname);
  }

  #ownAddresses(): string[] {
    return Object.values(this.#interfaces()).flatMap((infos = []) =>
      infos.map(({ address }) => urlHostOf(address) ?? ''),
    );
  }
}

/**
 * An address as the host of a URL has it: IPv6 shortened and in brackets, without the zone, and IPv4 as itself also where a socket for both
 * has it as ::ffff:192.0.2.1 (RFC 4291 section 2.5.5.2).
 */
export function urlHostOf(address: string | undefined): string | undefined {
  const [plain = ''] = (address ?? '').replace(/^::ffff:(?=[\d.]+$)/i, '').split('%');
  if (isIPv4(plain)) return plain;
  return isIP(plain) === 6 ? new URL(`http://[${plain}]`).hostname : undefined;
}

/** Whoever is asked by it is on this machine, or has a way to it of its own making (ssh -L, a virtual machine's forwarded port). */
function isLoopback(hostname: string): boolean {
  return hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));
}

/** As a URL has them. What cannot be a host stays as it is, and is met by none. */
function setOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names.map((name) => {
      const host = urlHostOf(name) ?? name;
      return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host;
    }),
  );
}
