import type { Router } from '@koa/router';
import { ConfigPatch } from '../../protocol/config.js';
import { readJson } from '../read-json.js';
import type { HttpServices } from '../services.js';

/** GET and PATCH /api/config; GET /api/config/schema is its JSON Schema. */
export function configRoutes(router: Router, { config }: HttpServices): void {
  if (config === undefined) return;

  router.get('/api/config', (ctx) => {
    ctx.body = config.view();
  });

  router.patch('/api/config', async (ctx) => {
    await config.change(await readJson(ctx, ConfigPatch));
    ctx.body = config.view();
  });

  router.get('/api/config/schema', (ctx) => {
    ctx.body = config.schema();
    ctx.type = 'application/schema+json';
  });
}
