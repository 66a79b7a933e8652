import { isIP } from 'node:net';
import type { HealthState } from '../protocol/health.js';
import type { DeviceAddress } from '../status-screens/status-screen.js';

export interface Listening {
  /** As it is configured. */
  readonly host: string;
  readonly port: number;
}

const HTTP_PORT = 80;

/** Where a browser in the network finds a daemon that listens there. */
export function deviceAddress(
  { host, port }: Listening,
  health: Pick<HealthState, 'addresses' | 'localName'>,
): DeviceAddress {
  if (isLoopback(host)) return { kind: 'loopback' };
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const found = health.addresses.find(({ family }) => host !== '0.0.0.0' || family === 'ipv4');
  const address = isEverywhere ? found?.address : host;
  if (address === undefined) return { kind: 'none' };
  return {
    kind: 'network',
    host: isIP(address) === 6 ? `[${address}]` : address,
    ...(port !== HTTP_PORT && { port }),
    ...(isEverywhere && health.localName !== undefined && { localName: health.localName }),
  };
}

/** True where only the machine itself can reach what listens there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
