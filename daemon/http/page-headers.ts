import type { Middleware } from 'koa';

/**
 * What every answer carries. The page needs nothing from outside, no inline script and no frame around it.
 *
 * 'self' in connect-src should cover WebSockets (CSP Level 3, section 6.7.2.8), but Safari before 15.4 takes it for http only, so the
 * host is named as well; the door has vetted it.
 */
export function pageHeaders(): Middleware {
  return (ctx, next) => {
    ctx.set('Content-Security-Policy', contentSecurityPolicy(ctx.host));
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('X-Frame-Options', 'DENY');
    ctx.set('Referrer-Policy', 'no-referrer');
    ctx.set('Cross-Origin-Resource-Policy', 'same-origin');
    ctx.set('Cross-Origin-Opener-Policy', 'same-origin');
    return next();
  };
}

function contentSecurityPolicy(host: string): string {
  return [
    "default-src 'self'",
    `connect-src 'self' ws://${host} wss://${host}`,
    "img-src 'self' blob: data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
