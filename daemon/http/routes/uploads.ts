import { changeLook } from '../../protocol/look.js';
import { httpError } from '../http-error.js';
import { lingerAfterAnswer } from '../linger.js';
import { decodeLookQuery } from '../look-query.js';
import { receiveFiles } from '../receive-files.js';
import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';
import type { UploadLimits } from '../upload-errors.js';

/** Forms received at once. Each holds a connection and an open file; a phone sends one, a computer a handful. */
const MAX_REQUESTS = 16;

/** POST /api/clips: a form with one or several files; what is chosen for the clips may stand in the query. 202 with their jobs once all bytes are here. */
export function uploadRoutes(routes: Routes, { uploads }: HttpServices, limits: () => UploadLimits): void {
  let requests = 0;

  routes.post('upload', '/api/clips', async (ctx) => {
    lingerAfterAnswer(ctx.req, ctx.res);
    if (requests >= MAX_REQUESTS) {
      throw httpError(
        'too-many-uploads',
        `framed already receives ${MAX_REQUESTS} uploads; try again when one is done.`,
      );
    }
    const look = changeLook(undefined, decodeLookQuery(ctx.query).change);
    requests += 1;
    try {
      const jobs = await receiveFiles(ctx, uploads, limits(), look);
      ctx.status = 202;
      ctx.body = { jobs };
    } finally {
      requests -= 1;
    }
  });
}
