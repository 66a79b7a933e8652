import type { Router } from '@koa/router';
import { ConfigPatch } from '../../protocol/config.js';
import { httpError } from '../http-error.js';
import { isLocal } from '../local-request.js';
import { readJson } from '../read-json.js';
import type { HttpServices } from '../services.js';

/** GET and PATCH /api/config; GET /api/config/schema is its JSON Schema. */
export function configRoutes(router: Router, { config }: HttpServices): void {
  if (config === undefined) return;

  router.get('/api/config', (ctx) => {
    ctx.body = config.view();
  });

  router.patch('/api/config', async (ctx) => {
    const patch = await readJson(ctx, ConfigPatch);
    const kept = isLocal(ctx) ? undefined : config.localOnly().find((key) => touches(patch, key));
    if (kept !== undefined) {
      throw httpError(
        'local-only',
        `${kept} names files of framed's machine, and is changed there only: framed config set ${kept}`,
      );
    }
    await config.change(patch);
    ctx.body = config.view();
  });

  router.get('/api/config/schema', (ctx) => {
    ctx.body = config.schema();
    ctx.type = 'application/schema+json';
  });
}

/** Whether a change is of the key, of a section that it is in, or of a part of it. */
function touches({ changes }: ConfigPatch, key: string): boolean {
  return Object.keys(changes).some((one) => `${key}.`.startsWith(`${one}.`) || `${one}.`.startsWith(`${key}.`));
}
