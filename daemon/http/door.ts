import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import type { FramedError } from '../errors.js';
import { httpError } from './http-error.js';
import { OwnHosts } from './own-hosts.js';
import { isSecure } from './secure-request.js';

/** The parts of a request that decide whether it comes in. */
export interface Knock {
  method: string;
  /** The Host header, or :authority. */
  host: string | undefined;
  /** The Origin header: which page a browser sends this for. */
  origin: string | undefined;
  /** Where the connection arrived. */
  localAddress?: string | undefined;
  /** It came by TLS. */
  secure?: boolean;
  /** True for a WebSocket upgrade, which is a GET that can do everything. */
  upgrade?: boolean;
  /** What a browser says of how it came to send this (W3C Fetch Metadata); only of what goes to https or to the machine itself. */
  fetch?: { site: string | undefined; mode?: string | undefined; dest?: string | undefined };
}

/** Methods that change nothing (RFC 9110 section 9.2.1). */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Decides who may speak to the server. Three rules, all against pages from elsewhere that run in a visitor's browser:
 *
 * - Host must name this machine in a way no foreign page can: {@link OwnHosts}. A page that rebinds its own name to our address (DNS
 *   rebinding) still sends its own name.
 * - Origin, where a browser sends one, must be the Host itself for anything that may change something.
 * - Sec-Fetch-Site, where a browser sends it, must not be of another page, for whatever is asked; but people may follow a link to us.
 */
export class Door {
  readonly #hosts: OwnHosts | 'any';

  /** @param hosts 'any' where no foreign page can come. */
  constructor(hosts: OwnHosts | 'any' = new OwnHosts()) {
    this.#hosts = hosts;
  }

  /** Why the request stays outside; undefined where it may come in. */
  refusal(knock: Knock): FramedError | undefined {
    const { method, host, origin, localAddress, upgrade = false } = knock;
    const url = parseHost(host, knock.secure ?? false);
    if (this.#hosts !== 'any' && (url === undefined || !this.#hosts.has(url.hostname, localAddress))) {
      return httpError(
        'host-not-allowed',
        `framed does not answer as ${JSON.stringify(host ?? '')}; use its IP address, its .local name, or add the name to http.hosts in the config.`,
      );
    }
    const isSafe = SAFE_METHODS.has(method) && !upgrade;
    if (isOfAnotherPage(knock, isSafe)) {
      return httpError('origin-not-allowed', `Another page (Sec-Fetch-Site: ${knock.fetch?.site}) may not use framed.`);
    }
    if (origin === undefined || isSafe || (url !== undefined && this.#isOwnOrigin(origin, url))) return undefined;
    return httpError('origin-not-allowed', `A page from ${JSON.stringify(origin)} may not control framed.`);
  }

  /** A proxy that speaks TLS to the browser and not to us keeps the Host; it is there only where its name was configured. */
  #isOwnOrigin(origin: string, url: URL): boolean {
    const { hostname, host } = url;
    if (origin === url.origin) return true;
    return this.#hosts !== 'any' && this.#hosts.isConfigured(hostname) && origin === `https://${host}`;
  }
}

/** Keeps out what the door refuses. */
export function guard(door: Door): Middleware {
  return (ctx, next) => {
    const refusal = door.refusal(knockOf(ctx.req));
    if (refusal !== undefined) throw refusal;
    return next();
  };
}

export function knockOf(request: IncomingMessage, { upgrade = false } = {}): Knock {
  const { headers, socket } = request;
  return {
    method: request.method ?? '',
    host: hostOf(request),
    origin: headers.origin,
    localAddress: socket.localAddress,
    secure: isSecure({ req: request }),
    upgrade,
    fetch: {
      site: one(headers['sec-fetch-site']),
      mode: one(headers['sec-fetch-mode']),
      dest: one(headers['sec-fetch-dest']),
    },
  };
}

/** HTTP/2 has it in :authority; a Host that says something else beside it is malformed (RFC 9113 section 8.3.1), and counts as none. */
function hostOf({ headers, httpVersionMajor }: IncomingMessage): string | undefined {
  if (httpVersionMajor < 2) return headers.host;
  const authority = one(headers[':authority']);
  return authority === undefined || headers.host === undefined || headers.host === authority
    ? (authority ?? headers.host)
    : undefined;
}

/** Node joins what comes twice by commas; such a one is no word that a browser sends. */
function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header;
}

/** 'none' is a person: a typed address, a bookmark. A link is followed into a window of its own, never into a frame of the other page. */
function isOfAnotherPage({ fetch, method }: Knock, isSafe: boolean): boolean {
  const { site, mode, dest } = fetch ?? {};
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return !(isSafe && method === 'GET' && mode === 'navigate' && dest === 'document');
}

/** Host as a URL, so that case, default port and forms of IPv6 are those of an origin. */
function parseHost(host: string | undefined, secure: boolean): URL | undefined {
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host)) return undefined;
  const text = `${secure ? 'https' : 'http'}://${host}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}
