import type { Router } from '@koa/router';
import { httpError } from '../http-error.js';
import { lingerAfterAnswer } from '../linger.js';
import { receiveFiles } from '../receive-files.js';
import type { HttpServices } from '../services.js';
import type { UploadLimits } from '../upload-errors.js';

/** Forms received at once. Each holds a connection and an open file; a phone sends one, a computer a handful. */
const MAX_REQUESTS = 16;

/** POST /api/clips: a form with one or several files. 202 with their jobs once all bytes are here. */
export function uploadRoutes(router: Router, { uploads }: HttpServices, limits: UploadLimits): void {
  let requests = 0;

  router.post('/api/clips', async (ctx) => {
    lingerAfterAnswer(ctx.req, ctx.res);
    if (requests >= MAX_REQUESTS) {
      throw httpError(
        'too-many-uploads',
        `framed already receives ${MAX_REQUESTS} uploads; try again when one is done.`,
      );
    }
    requests += 1;
    try {
      const jobs = await receiveFiles(ctx, uploads, limits);
      ctx.status = 202;
      ctx.body = { jobs };
    } finally {
      requests -= 1;
    }
  });
}
