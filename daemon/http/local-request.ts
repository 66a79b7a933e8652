import type { Context, Middleware } from 'koa';
import { httpError } from './http-error.js';

/** Requests that came over the local socket: whoever sends them may use it by the machine's own rights. */
const localRequests = new WeakSet<object>();

/** For the local socket's app: marks every request. */
export function markLocal(): Middleware {
  return (ctx, next) => {
    localRequests.add(ctx.req);
    return next();
  };
}

export function isLocal(ctx: Pick<Context, 'req'>): boolean {
  return localRequests.has(ctx.req);
}

/** Keeps out requests from the network. Throws 'local-only'. */
export function requireLocal(): Middleware {
  return (ctx, next) => {
    if (isLocal(ctx)) return next();
    throw httpError('local-only', `${ctx.path} is answered on framed's own machine only, by the command line.`);
  };
}
