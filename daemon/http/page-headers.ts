import type { IncomingMessage } from 'node:http';
import type { Context, Middleware } from 'koa';
import helmet from 'koa-helmet';
import { isSecure } from './secure-request.js';

/** What a page of ours never asks for, and what may therefore ask in its name never gets. */
const UNUSED_FEATURES = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
];
const PERMISSIONS_POLICY = UNUSED_FEATURES.map((feature) => `${feature}=()`).join(', ');

/**
 * For the parts of the page in assets/: the rest is heeded only of what a browser opens by itself, and takes a line of 1.6 Mbit/s 3 ms for each (600 bytes),
 * which nothing compresses. The policy: should somebody open one.
 */
const PART_HEADERS = {
  'Content-Security-Policy': "default-src 'none';frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * What every answer carries, an error too. The page needs nothing from outside, no inline script, and no frame around it.
 *
 * Not Strict-Transport-Security: plain HTTP is how a phone comes in first, and a browser that was once told to would refuse it for a year.
 */
export function pageHeaders(): Middleware {
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        connectSrc: ["'self'", (request) => webSocketOf(request)],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    // Would ask for an agent cluster of its own only where it is secure, and warn on the console where it is not.
    originAgentCluster: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  return (ctx: Context, next) => {
    if (ctx.path.startsWith('/assets/')) {
      ctx.set(PART_HEADERS);
      return next();
    }
    ctx.set('Permissions-Policy', PERMISSIONS_POLICY);
    return setHeaders(ctx, next);
  };
}

/**
 * 'self' in connect-src should cover WebSockets (CSP Level 3, section 6.7.2.8), but Safari before 15.4 takes it for http only, so the host is
 * named as well. An answer to whoever names another host than ours carries it too, so only what can be one.
 */
function webSocketOf(request: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const authority = request.headers[':authority'] ?? request.headers.host;
  if (typeof authority !== 'string' || !/^[\w.:[\]-]+$/.test(authority)) return "'self'";
  return `${isSecure({ req: request }) ? 'wss' : 'ws'}://${authority}`;
}
