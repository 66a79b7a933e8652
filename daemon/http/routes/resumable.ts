import type { Context } from 'koa';
import { hangUp } from '../hang-up.js';
import { lingerAfterAnswer } from '../linger.js';
import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

/** tus: POST /api/uploads creates an upload; PATCH, HEAD and DELETE are its own. There is no GET: what was sent is fetched as a clip. */
export function resumableRoutes(routes: Routes, { resumable }: HttpServices): void {
  const answer = async (ctx: Context) => {
    lingerAfterAnswer(ctx.req, ctx.res);
    ctx.res.once('finish', () => dropStale(ctx));
    // tus: "The Tus-Resumable header MUST be included in every request and response"; refusals are answered elsewhere.
    ctx.set('Tus-Resumable', '1.0.0');
    const { status, headers } = await resumable.handle(ctx.req);
    ctx.body = status === 204 ? null : '';
    ctx.status = status;
    ctx.set({ ...headers });
  };
  routes.on('upload', ['POST', 'OPTIONS'], '/api/uploads', answer);
  routes.on('upload', ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'], '/api/uploads/:id', answer);
}

/**
 * Where a connection breaks that it had used before, Chromium sends the request again by itself (HttpNetworkTransaction's
 * ShouldResendRequest), with an Upload-Offset that no longer holds. Reading on would only take megabytes from a line that has just come
 * back; a client that does not see the answer for it asks by HEAD all the same.
 */
function dropStale({ req, res }: Context): void {
  if (res.statusCode === 409 && !req.complete) hangUp(req);
}
