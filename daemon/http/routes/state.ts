import type { Router } from '@koa/router';
import type { HttpServices } from '../services.js';

/** GET /api/state: everything, once. Who wants to go on knowing opens /api/live. */
export function stateRoutes(router: Router, { store }: HttpServices): void {
  router.get('/api/state', (ctx) => {
    ctx.body = store.snapshot();
  });
}
