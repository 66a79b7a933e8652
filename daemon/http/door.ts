import { isIP } from 'node:net';
import type { Middleware } from 'koa';
import type { FramedError } from '../errors.js';
import { httpError } from './http-error.js';

/** The parts of a request that decide whether it comes in. */
export interface Knock {
  method: string;
  /** The Host header. */
  host: string | undefined;
  /** The Origin header: which page a browser sends this for. */
  origin: string | undefined;
  /** True for a WebSocket upgrade, which is a GET that can do everything. */
  upgrade?: boolean;
}

/** Methods that change nothing (RFC 9110 section 9.2.1). */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Decides who may speak to the server. Two rules, both against pages from elsewhere that run in a visitor's browser:
 *
 * - Host must name this machine in a way no foreign page can: an IP address, localhost, a .local name, or a configured name. A page
 *   that rebinds its own name to our address (DNS rebinding) still sends its own name.
 * - Origin, where a browser sends one, must be the Host itself for anything that may change something.
 */
export class Door {
  #names: ReadonlySet<string> | 'any';

  /** @param names further names this machine answers to, e.g. from a DHCP server's domain; 'any' where no foreign page can come. */
  constructor(names: readonly string[] | 'any' = []) {
    this.#names = names === 'any' ? names : setOf(names);
  }

  /** From the next request on. */
  setNames(names: readonly string[]): void {
    this.#names = setOf(names);
  }

  /** Why the request stays outside; undefined where it may come in. */
  refusal({ method, host, origin, upgrade = false }: Knock): FramedError | undefined {
    const url = parseHost(host);
    if (this.#names !== 'any' && !isOurs(url?.hostname, this.#names)) {
      return httpError(
        'host-not-allowed',
        `framed does not answer as ${JSON.stringify(host ?? '')}; use its IP address, its .local name, or add the name to the config.`,
      );
    }
    if (origin === undefined || (SAFE_METHODS.has(method) && !upgrade)) return undefined;
    if (url !== undefined && parseOrigin(origin)?.host === url.host) return undefined;
    return httpError('origin-not-allowed', `A page from ${JSON.stringify(origin)} may not control framed.`);
  }
}

function setOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}

function isOurs(hostname: string | undefined, names: ReadonlySet<string>): boolean {
  if (hostname === undefined) return false;
  if (hostname.startsWith('[') || isIP(hostname) !== 0) return true;
  return hostname === 'localhost' || hostname.endsWith('.local') || names.has(hostname);
}

/** Keeps out what the door refuses. */
export function guard(door: Door): Middleware {
  return (ctx, next) => {
    const { host, origin } = ctx.req.headers;
    const refusal = door.refusal({ method: ctx.method, host, origin });
    if (refusal !== undefined) throw refusal;
    return next();
  };
}

/** Host as a URL, so that case, default port and forms of IPv6 are those of an origin. */
function parseHost(host: string | undefined): URL | undefined {
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host)) return undefined;
  return parseOrigin(`http://${host}`);
}

function parseOrigin(origin: string): URL | undefined {
  return URL.canParse(origin) ? new URL(origin) : undefined;
}
