import { Router } from '@koa/router';
import { backupRoutes } from './routes/backup.js';
import { clipRoutes } from './routes/clips.js';
import { commandRoutes } from './routes/commands.js';
import { configRoutes } from './routes/config.js';
import { jobRoutes } from './routes/jobs.js';
import { logRoutes } from './routes/logs.js';
import { playlistRoutes } from './routes/playlists.js';
import { resumableRoutes } from './routes/resumable.js';
import { scheduleRoutes } from './routes/schedule.js';
import { stateRoutes } from './routes/state.js';
import { uploadRoutes } from './routes/uploads.js';
import type { HttpServices } from './services.js';
import type { UploadLimits } from './upload-errors.js';

/** All routes under /api. */
export function createApi(services: HttpServices, limits: () => UploadLimits): Router {
  const router = new Router();
  // State changes by the second and clips can be deleted: nothing here is to be taken from a cache without asking.
  router.use('/api', (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    return next();
  });
  stateRoutes(router, services);
  commandRoutes(router, services);
  uploadRoutes(router, services, limits);
  resumableRoutes(router, services);
  clipRoutes(router, services);
  jobRoutes(router, services);
  playlistRoutes(router, services);
  logRoutes(router, services);
  backupRoutes(router, services);
  scheduleRoutes(router, services);
  configRoutes(router, services);
  return router;
}
