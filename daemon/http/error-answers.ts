import type { Middleware } from 'koa';
import { FramedError, type PlainError } from '../errors.js';
import type { Log } from '../log.js';
import { statusOfCode } from './http-error.js';

/** What a client is told of something thrown: the error itself where it is meant for the outside, else nothing of it. */
export function errorAnswer(thrown: unknown): { status: number; error: PlainError } {
  if (thrown instanceof FramedError) {
    const status = statusOfCode(thrown.code);
    if (status !== 500) return { status, error: { code: thrown.code, message: thrown.message } };
  }
  const status = statusOfKoaError(thrown);
  if (status !== undefined) {
    return { status, error: { code: 'bad-request', message: 'The request could not be understood.' } };
  }
  return { status: 500, error: { code: 'internal', message: 'Something went wrong in framed; its log says what.' } };
}

/** Koa and its parsers throw http-errors; those below 500 are the client's fault (a path that is not UTF-8, a body cut short). */
function statusOfKoaError(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('status' in thrown) || typeof thrown.status !== 'number') return undefined;
  return thrown.status >= 400 && thrown.status < 500 ? thrown.status : undefined;
}

/** Turns whatever is thrown below into {error: {code, message}}, and answers what nobody answered with 404 or 405. */
export function answerErrors(log: Log): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null && ctx.respond !== false) {
        throw new FramedError('not-found', `There is nothing at ${ctx.path}.`);
      }
      // 501: a method that no route has (TRACE, PROPFIND).
      if (ctx.status === 405 || ctx.status === 501) {
        throw new FramedError('method-not-allowed', `${ctx.path} answers ${ctx.response.get('Allow')} only.`);
      }
    } catch (thrown) {
      const { status, error } = errorAnswer(thrown);
      if (status === 500) {
        const reason = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
        log.error('a request failed', { method: ctx.method, path: ctx.path, reason });
      }
      if (ctx.headerSent) {
        ctx.res.destroy();
        return;
      }
      ctx.status = status;
      ctx.remove('ETag');
      ctx.set('Cache-Control', 'no-store');
      // RFC 9110 section 15.5.2: a 401 says by which scheme one may come in.
      if (status === 401) ctx.set('WWW-Authenticate', 'Bearer realm="framed"');
      ctx.body = { error };
    }
  };
}
