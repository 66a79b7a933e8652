import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

/** POST /api/test-pattern puts the test pattern on the glass, in front of what plays, or keeps it there; DELETE takes it away. */
export function testPatternRoutes(routes: Routes, { testPattern }: HttpServices): void {
  if (testPattern === undefined) return;

  routes.post('admin', '/api/test-pattern', async (ctx) => {
    ctx.body = await testPattern.show();
  });

  routes.delete('admin', '/api/test-pattern', (ctx) => {
    testPattern.hide();
    ctx.status = 204;
  });
}
