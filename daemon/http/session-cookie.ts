import type { Context } from 'koa';

const NAME = 'framed';
/**
 * By TLS it has another name: a browser does not let a page over HTTP replace a cookie that is Secure (RFC 6265bis section 5.7), so one name
 * for both would keep whoever was signed in over HTTPS from ever signing in over HTTP. The prefix holds the cookie to this very host.
 */
const SECURE_NAME = '__Host-framed';

/** The secret in a request's Cookie header; undefined where there is none. */
export function sessionSecret(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const pairs = header.split(';').map((pair) => pair.trim());
  const found = [SECURE_NAME, NAME].map((name) => pairs.find((pair) => pair.startsWith(`${name}=`)));
  return found.find((pair) => pair !== undefined)?.split('=')[1];
}

/** Signs the browser in. By Max-Age, not by a date: the machine's clock may be wrong. */
export function setSession(ctx: Pick<Context, 'secure' | 'append'>, secret: string, maxAgeMs: number): void {
  append(ctx, secret, Math.max(1, Math.floor(maxAgeMs / 1000)));
}

/** Signs it out. */
export function clearSession(ctx: Pick<Context, 'secure' | 'append'>): void {
  append(ctx, '', 0);
}

function append(ctx: Pick<Context, 'secure' | 'append'>, value: string, maxAgeSeconds: number): void {
  const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}`;
  ctx.append(
    'Set-Cookie',
    ctx.secure ? `${SECURE_NAME}=${value}; ${attributes}; Secure` : `${NAME}=${value}; ${attributes}`,
  );
}
