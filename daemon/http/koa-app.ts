import Koa from 'koa';
import type { Log } from '../log.js';
import type { Admission } from './admission.js';
import { createApi } from './api.js';
import { type Door, guard } from './door.js';
import { answerErrors } from './error-answers.js';
import { pageHeaders } from './page-headers.js';
import { limitRequests } from './request-limits.js';
import type { HttpServices } from './services.js';
import { servePage } from './static.js';
import type { UploadLimits } from './upload-errors.js';

export interface KoaAppOptions {
  services: HttpServices;
  log: Log;
  door: Door;
  admission: Admission;
  /** Folder of the built page; absent: only the API is served. */
  pageRoot?: string;
  /** Asked at each request. */
  limits?: Partial<UploadLimits>;
}

/** An hour of 4K from a phone is about 25 GB. What the disk does not hold is refused when it is full. */
const DEFAULT_LIMITS: UploadLimits = { maxBytes: 32 * 1024 ** 3, maxFiles: 100 };

/** What answers requests, whichever way they come in. */
export function createKoaApp({ services, log, door, admission, pageRoot, limits }: KoaAppOptions): Koa {
  const app = new Koa();
  const api = createApi(services, () => ({ ...DEFAULT_LIMITS, ...limits }), admission);
  // What reaches this was thrown while an answer was being sent: nearly always a client that went away.
  app.on('error', (error: Error) => log.debug('an answer broke off', { reason: error.message }));
  app.use(pageHeaders());
  app.use(answerErrors(log));
  app.use(limitRequests());
  app.use(guard(door));
  app.use(api.router.routes());
  app.use(api.router.allowedMethods());
  if (pageRoot !== undefined) app.use(servePage(pageRoot));
  return app;
}
