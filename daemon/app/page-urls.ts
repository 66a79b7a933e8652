import type { StateStore } from '../control/state-store.js';
import type { PageUrls } from '../protocol/access.js';
import { deviceAddress, type Listening } from './device-address.js';

/** Where the page is found, by now: addresses come and go. */
export function pageUrls(listening: Listening, { state }: Pick<StateStore, 'state'>): PageUrls {
  const address = deviceAddress(listening, state.health ?? { addresses: [] });
  const here = hereUrl(listening);
  if (address.kind !== 'network') return { here };
  const { host, port } = address;
  return { here, network: `http://${host}${port === undefined ? '' : `:${port}`}/` };
}

/** For a browser on this machine. Listening everywhere is no address to open; the machine itself always is one. */
export function hereUrl({ host, port }: Listening): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/`;
}
