import type { Router } from '@koa/router';
import { httpError } from '../http-error.js';
import type { HttpServices } from '../services.js';

/** DELETE /api/jobs/:id cancels a job that is not over; GET /api/jobs/:id/picture.bmp is what it has made so far. */
export function jobRoutes(router: Router, { uploads }: HttpServices): void {
  router.delete('/api/jobs/:id', async (ctx) => {
    const { id = '' } = ctx.params;
    await uploads.cancel(id);
    ctx.status = 204;
  });

  router.get('/api/jobs/:id/picture.bmp', async (ctx) => {
    const { id = '' } = ctx.params;
    const picture = await uploads.picture?.(id);
    if (picture === undefined) throw httpError('not-found', 'There is no picture of this job yet.');
    ctx.type = 'image/bmp';
    ctx.body = picture;
  });
}
