import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

/** GET /api/diagnostics: a file of JSON to be kept and passed on: what helps to see what is wrong, without secrets. */
export function diagnosticsRoutes(routes: Routes, { diagnostics, clock }: HttpServices): void {
  if (diagnostics === undefined) return;

  routes.get('admin', '/api/diagnostics', async (ctx) => {
    const facts = await diagnostics();
    const day = new Date(clock.wallMs()).toISOString().slice(0, 10);
    ctx.attachment(`framed-diagnostics-${day}.json`);
    ctx.type = 'application/json';
    ctx.body = `${JSON.stringify(facts, undefined, 2)}\n`;
  });
}
