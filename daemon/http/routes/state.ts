import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

/** GET /api/state: everything, once. Who wants to go on knowing opens /api/live. */
export function stateRoutes(routes: Routes, { store }: HttpServices): void {
  routes.get('view', '/api/state', (ctx) => {
    ctx.body = store.snapshot();
  });
}
