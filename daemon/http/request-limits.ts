import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import { httpError } from './http-error.js';

/**
 * Of all header lines together, and of the first one. A browser sends 1 KB, 1.4 KB more for the longest name of a file that it uploads (255
 * characters of 4 bytes, in base64), and to localhost the cookies of whatever else was ever served there on any port.
 */
export const MAX_HEADER_BYTES = 16 * 1024;
/** A browser sends about 20. */
const MAX_HEADERS = 64;
/** Node leaves out what is above this without a word; so it must be more than what is refused. */
export const MAX_HEADERS_READ = 2 * MAX_HEADERS;
/** The longest of ours, a look that is asked for, has 300. */
const MAX_URL_BYTES = 2048;

/**
 * Refuses requests that no client of ours sends. Throws 'url-too-long', 'headers-too-large', or 'bad-request' for a target that is not a path:
 * one with a host in it would go round the Host that the door looks at (RFC 9112 section 3.2.2), and so would a second Host.
 */
export function limitRequests(): Middleware {
  return ({ req }, next) => {
    const { url = '' } = req;
    if (url.length > MAX_URL_BYTES) {
      throw httpError('url-too-long', `The address has ${url.length} characters; it may have ${MAX_URL_BYTES}.`);
    }
    const names = headerNames(req);
    if (names.length > MAX_HEADERS || headerBytes(req) > MAX_HEADER_BYTES) {
      throw httpError(
        'headers-too-large',
        `The request has ${names.length} headers of ${headerBytes(req)} bytes; it may have ${MAX_HEADERS} of ${MAX_HEADER_BYTES}.`,
      );
    }
    const isPath = url.startsWith('/') || (url === '*' && req.method === 'OPTIONS');
    if (!isPath) throw httpError('bad-request', 'The request must name a path of framed: it is no proxy.');
    if (names.filter((name) => name === 'host').length > 1) {
      throw httpError('bad-request', 'The request has more than one Host.');
    }
    return next();
  };
}

function headerNames({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
}

function headerBytes({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.reduce((sum, part) => sum + part.length, 0);
}
