import { extname, join, normalize, sep } from 'node:path';
import type { Middleware } from 'koa';
import { acceptedCodings } from './content-coding.js';
import { sendFile } from './send-file.js';

/** Everything the page's build writes. Another ending is not served. */
const PAGE_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Vite puts a hash of the content into the name of everything in assets/, so it never changes under its name. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
const REVALIDATE = 'no-cache';

/** Serves the page's files, compressed where the build has put such a form beside them and the client takes it; leaves everything else, and what is not there, to the next. */
export function servePage(root: string): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    const path = resolveInside(root, ctx.path === '/' ? '/index.html' : ctx.path);
    const type = path === undefined ? undefined : PAGE_TYPES[extname(path)];
    if (path === undefined || type === undefined) return next();
    const cacheControl = ctx.path.startsWith('/assets/') ? IMMUTABLE : REVALIDATE;
    // Also where it is sent as it is: a cache must not give it to somebody who asks otherwise (RFC 9110 section 12.5.5).
    ctx.vary('Accept-Encoding');
    for (const { name, ending } of acceptedCodings(ctx.get('Accept-Encoding'))) {
      ctx.set('Content-Encoding', name);
      if (await sendFile(ctx, { path: `${path}${ending}`, type, cacheControl })) return;
      ctx.remove('Content-Encoding');
    }
    if (!(await sendFile(ctx, { path, type, cacheControl }))) return next();
  };
}

/** The file a URL path names under `root`; undefined where it names none, or one outside. */
export function resolveInside(root: string, urlPath: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const base = normalize(join(root, sep));
  const path = join(base, decoded);
  return path.startsWith(base) && path !== base ? path : undefined;
}
