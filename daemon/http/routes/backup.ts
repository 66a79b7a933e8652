import { lingerAfterAnswer } from '../linger.js';
import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

/**
 * GET /api/backup is a backup as a tar, with ?originals=1 with the original files. POST /api/restore takes one, POST /api/restore/undo takes that
 * back, DELETE /api/restore gives the library that was replaced up. Over the network the configuration stays: it holds what is changed on the
 * machine only. framed starts again after what replaces the library.
 */
export function backupRoutes(routes: Routes, { backups }: HttpServices): void {
  if (backups === undefined) return;

  routes.get('admin', '/api/backup', async (ctx) => {
    const { stream, aboutBytes } = await backups.create({ originals: ctx.query['originals'] === '1' });
    ctx.set('Framed-Backup-Bytes', String(aboutBytes));
    ctx.type = 'application/x-tar';
    ctx.body = stream;
  });

  routes.post('admin', '/api/restore', async (ctx, visitor) => {
    lingerAfterAnswer(ctx.req, ctx.res);
    ctx.body = await backups.restore(ctx.req, { config: visitor?.way === 'machine' && ctx.query['config'] !== 'keep' });
    ctx.res.once('close', () => backups.startAgain());
  });

  routes.post('machine', '/api/restore/undo', async (ctx) => {
    await backups.undo();
    ctx.status = 204;
    ctx.res.once('close', () => backups.startAgain());
  });

  routes.delete('machine', '/api/restore', async (ctx) => {
    await backups.forget();
    ctx.status = 204;
  });
}
