import { type Clip, ClipChange, ClipChoice, ClipId, ClipsChange, PreviewFormat } from '../../protocol/clip.js';
import { changeLook } from '../../protocol/look.js';
import { decodeParam } from '../decode-param.js';
import { httpError } from '../http-error.js';
import { decodeLookQuery } from '../look-query.js';
import { mediaTypeOf } from '../media-types.js';
import { readJson } from '../read-json.js';
import type { Routes } from '../routes.js';
import { sendFile } from '../send-file.js';
import type { HttpServices } from '../services.js';

/** Originals and posters are named by their content's hash, so they change only by being removed; clients ask again each time. */
const MEDIA_CACHE_CONTROL = 'private, no-cache';
/** Of what is asked for by its version, which never changes: a year, and not to be asked for again (RFC 8246). */
const VERSIONED_CACHE_CONTROL = 'private, max-age=31536000, immutable';

/**
 * GET, PATCH and DELETE /api/clips/:id; GET of its poster.jpg, its preview.webp or .gif, its original, watch.mp4 (its small copy), and
 * look.bmp, which shows a choice before it is made. PATCH /api/clips for tags of several; POST /api/clips/removals and /restorations.
 */
export function clipRoutes(routes: Routes, { clips, looks }: HttpServices): void {
  const existing = ({ id: param }: Record<string, string>): Clip => {
    const clip = clips.clip(decodeParam(ClipId, param, 'clip-not-found', 'clip'));
    if (clip === undefined) throw httpError('clip-not-found', `There is no clip ${param}.`);
    return clip;
  };

  routes.get('view', '/api/clips/:id', (ctx) => {
    ctx.body = existing(ctx.params);
  });

  routes.patch('control', '/api/clips/:id', async (ctx) => {
    const { id } = existing(ctx.params);
    ctx.body = clips.change(id, await readJson(ctx, ClipChange));
  });

  routes.get('control', '/api/clips/:id/look.bmp', async (ctx) => {
    const clip = existing(ctx.params);
    const { change, atMs } = decodeLookQuery(ctx.query);
    if (looks === undefined) throw httpError('not-found', 'Looks are not previewed here.');
    const gone = new AbortController();
    ctx.res.once('close', () => gone.abort());
    const look = changeLook(clip.look, change);
    ctx.body = await looks.preview(clip, { look, ...(atMs !== undefined && { atMs }), signal: gone.signal });
    ctx.type = 'image/bmp';
  });

  routes.get('control', '/api/clips/:id/record', (ctx) => {
    const record = clips.conversionRecord(existing(ctx.params).id);
    if (record === undefined) throw httpError('not-found', 'What was done to this clip was not noted.');
    ctx.body = record;
  });

  routes.delete('control', '/api/clips/:id', (ctx) => {
    clips.discard([existing(ctx.params).id]);
    ctx.status = 204;
  });

  routes.patch('control', '/api/clips', async (ctx) => {
    clips.changeTags(await readJson(ctx, ClipsChange));
    ctx.status = 204;
  });

  routes.post('control', '/api/clips/removals', async (ctx) => {
    const { ids } = await readJson(ctx, ClipChoice);
    ctx.body = { ids: clips.discard(ids) };
  });

  routes.post('control', '/api/clips/restorations', async (ctx) => {
    const { ids } = await readJson(ctx, ClipChoice);
    ctx.body = { ids: clips.takeBack(ids) };
  });

  routes.get('view', '/api/clips/:id/poster.jpg', async (ctx) => {
    const path = clips.posterPath(existing(ctx.params).id);
    const sent =
      path !== undefined && (await sendFile(ctx, { path, type: 'image/jpeg', cacheControl: MEDIA_CACHE_CONTROL }));
    if (!sent) throw httpError('not-found', 'The clip has no poster.');
  });

  for (const format of PreviewFormat.options) {
    routes.get('view', `/api/clips/:id/preview.${format}`, async (ctx) => {
      const preview = clips.preview(existing(ctx.params).id);
      const isThere = preview !== undefined && preview.format === format;
      const answer = isThere && versionedAnswer(`image/${format}`, preview.version, ctx.query['v']);
      const sent = answer && (await sendFile(ctx, { ...answer, path: preview.path }));
      if (!sent) throw httpError('not-found', `The clip has no preview.${format}.`);
    });
  }

  routes.get('control', '/api/clips/:id/watch.mp4', async (ctx) => {
    const copy = clips.watching(existing(ctx.params).id)?.copy;
    const answer = copy && { ...versionedAnswer('video/mp4', copy.version, ctx.query['v']), path: copy.path };
    if (!answer || !(await sendFile(ctx, answer))) throw httpError('not-found', 'The clip has no small copy.');
  });

  routes.get('control', '/api/clips/:id/original', async (ctx) => {
    const { id } = existing(ctx.params);
    const path = clips.originalPath(id);
    const type = path === undefined ? undefined : mediaTypeOf(path);
    // Shown in the browser where that is safe, and saved where it is not; `attachment()` encodes the name (RFC 6266).
    const isWanted = type === undefined || ctx.query['download'] !== undefined;
    ctx.attachment(clips.originalName(id), { type: isWanted ? 'attachment' : 'inline' });
    const answer = { type: type ?? 'application/octet-stream', cacheControl: MEDIA_CACHE_CONTROL, etag: `"${id}"` };
    if (path === undefined || !(await sendFile(ctx, { path, ...answer }))) {
      ctx.remove('Content-Disposition');
      throw httpError('not-found', 'The original of this clip is not in the library.');
    }
  });
}

/** Whoever asks for the version that there is need never ask again. */
function versionedAnswer(type: string, version: string, asked: unknown) {
  const cacheControl = asked === version ? VERSIONED_CACHE_CONTROL : MEDIA_CACHE_CONTROL;
  return { type, cacheControl, etag: `"${version}"` };
}
