import { httpError } from '../http-error.js';
import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

/** GET /api/jobs/:id; DELETE cancels one that is not over; GET of its picture.bmp is what it has made so far. */
export function jobRoutes(routes: Routes, { store, uploads }: HttpServices): void {
  routes.get('view', '/api/jobs/:id', (ctx) => {
    const { id = '' } = ctx.params;
    const job = Object.hasOwn(store.state.jobs, id) ? store.state.jobs[id] : undefined;
    if (job === undefined) throw httpError('job-not-found', `There is no job ${JSON.stringify(id)}.`);
    ctx.body = job;
  });

  routes.delete('control', '/api/jobs/:id', async (ctx) => {
    const { id = '' } = ctx.params;
    await uploads.cancel(id);
    ctx.status = 204;
  });

  routes.get('view', '/api/jobs/:id/picture.bmp', async (ctx) => {
    const { id = '' } = ctx.params;
    const picture = await uploads.picture?.(id);
    if (picture === undefined) throw httpError('not-found', 'There is no picture of this job yet.');
    ctx.type = 'image/bmp';
    ctx.body = picture;
  });
}
