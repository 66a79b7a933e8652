import { Router } from '@koa/router';
import type { Admission } from './admission.js';
import { accessRoutes } from './routes/access.js';
import { backupRoutes } from './routes/backup.js';
import { clipRoutes } from './routes/clips.js';
import { commandRoutes } from './routes/commands.js';
import { configRoutes } from './routes/config.js';
import { deviceRoutes } from './routes/devices.js';
import { diagnosticsRoutes } from './routes/diagnostics.js';
import { httpsRoutes } from './routes/https.js';
import { jobRoutes } from './routes/jobs.js';
import { logRoutes } from './routes/logs.js';
import { playlistRoutes } from './routes/playlists.js';
import { resumableRoutes } from './routes/resumable.js';
import { scheduleRoutes } from './routes/schedule.js';
import { stateRoutes } from './routes/state.js';
import { testPatternRoutes } from './routes/test-pattern.js';
import { uploadRoutes } from './routes/uploads.js';
import { type Route, Routes } from './routes.js';
import type { HttpServices } from './services.js';
import type { UploadLimits } from './upload-errors.js';

export interface Api {
  readonly router: Router;
  readonly routes: readonly Route[];
}

/** All routes under /api. */
export function createApi(services: HttpServices, limits: () => UploadLimits, admission: Admission): Api {
  const router = new Router();
  // State changes by the second and clips can be deleted: nothing here is to be taken from a cache without asking.
  router.use('/api', (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    return next();
  });
  const routes = new Routes(router, admission);
  accessRoutes(routes, services);
  deviceRoutes(routes, services);
  stateRoutes(routes, services);
  commandRoutes(routes, services);
  uploadRoutes(routes, services, limits);
  resumableRoutes(routes, services);
  clipRoutes(routes, services);
  jobRoutes(routes, services);
  playlistRoutes(routes, services);
  logRoutes(routes, services);
  backupRoutes(routes, services);
  scheduleRoutes(routes, services);
  configRoutes(routes, services);
  httpsRoutes(routes, services);
  diagnosticsRoutes(routes, services);
  testPatternRoutes(routes, services);
  return { router, routes: routes.list };
}
