import type { Config } from '../config/schema.js';

/** Every address, IPv6 and IPv4; Node takes IPv4 alone for it where a machine has no IPv6. */
export const EVERYWHERE = '::';

/** Where to listen: as it is configured, else everywhere where a login keeps strangers out, else on this machine only. */
export function listenHost({ http, access }: Pick<Config, 'http' | 'access'>): string {
  return http.host ?? (access.login === 'required' ? EVERYWHERE : '127.0.0.1');
}
