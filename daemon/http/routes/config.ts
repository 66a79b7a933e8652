import { ConfigPatch } from '../../protocol/config.js';
import { httpError } from '../http-error.js';
import { readJson } from '../read-json.js';
import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

/** GET and PATCH /api/config; GET /api/config/schema is its JSON Schema, GET /api/config/panels the panels that may be named. */
export function configRoutes(routes: Routes, { config }: HttpServices): void {
  if (config === undefined) return;

  routes.get('admin', '/api/config', (ctx) => {
    ctx.body = config.view();
  });

  routes.patch('admin', '/api/config', async (ctx, visitor) => {
    const patch = await readJson(ctx, ConfigPatch);
    const kept = visitor?.way === 'machine' ? undefined : config.localOnly().find((key) => touches(patch, key));
    if (kept !== undefined) {
      throw httpError('local-only', `${kept} is changed on framed's own machine only: framed config set ${kept}`);
    }
    await config.change(patch);
    ctx.body = config.view();
  });

  routes.get('admin', '/api/config/schema', (ctx) => {
    ctx.body = config.schema();
    ctx.type = 'application/schema+json';
  });

  routes.get('admin', '/api/config/panels', async (ctx) => {
    ctx.body = { panels: await config.panels() };
  });
}

/** Whether a change is of the key, of a section that it is in, or of a part of it. */
function touches({ changes }: ConfigPatch, key: string): boolean {
  return Object.keys(changes).some((one) => `${key}.`.startsWith(`${one}.`) || `${one}.`.startsWith(`${key}.`));
}
