import type { Router } from '@koa/router';
import type { HttpServices } from '../services.js';

/** DELETE /api/jobs/:id cancels a job that is not over. */
export function jobRoutes(router: Router, { uploads }: HttpServices): void {
  router.delete('/api/jobs/:id', async (ctx) => {
    const { id = '' } = ctx.params;
    await uploads.cancel(id);
    ctx.status = 204;
  });
}
