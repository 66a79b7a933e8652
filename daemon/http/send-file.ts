import { type FileHandle, open } from 'node:fs/promises';
import type { Context } from 'koa';
import { parseRange } from './byte-range.js';
import { httpError } from './http-error.js';

export interface FileAnswer {
  path: string;
  /** Media type, as it is sent. Never guessed from the content: nosniff is set. */
  type: string;
  cacheControl: string;
  /** An entity tag with its quotes. Default: made of size and modification time. */
  etag?: string;
}

/**
 * Answers with a file, or a part of it (206), or 304 where the client has it. Returns false, with nothing set, where there is no such
 * file. Throws 'range-not-satisfiable'.
 */
export async function sendFile(ctx: Context, answer: FileAnswer): Promise<boolean> {
  const file = await openRegularFile(answer.path);
  if (file === undefined) return false;
  let streaming = false;
  try {
    const part = await choosePart(ctx, answer, file);
    if (part === undefined) return true;
    // A stream cannot express "no bytes": its `end` is inclusive.
    streaming = ctx.method !== 'HEAD' && part.end > part.start;
    ctx.body = streaming ? file.createReadStream({ start: part.start, end: part.end - 1 }) : '';
    ctx.type = answer.type;
    ctx.length = part.end - part.start;
    return true;
  } finally {
    // The stream closes its file itself.
    if (!streaming) await file.close();
  }
}

/** Sets status and headers; returns the bytes to send, [start, end), or undefined for 304. */
async function choosePart(ctx: Context, { type, cacheControl, etag }: FileAnswer, file: FileHandle) {
  const { size, mtimeMs } = await file.stat();
  const tag = etag ?? `"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`;
  ctx.status = 200;
  ctx.type = type;
  ctx.set('ETag', tag);
  ctx.set('Last-Modified', new Date(mtimeMs).toUTCString());
  ctx.set('Cache-Control', cacheControl);
  ctx.set('Accept-Ranges', 'bytes');
  if (ctx.fresh) {
    ctx.status = 304;
    return undefined;
  }
  const range = isRangeOfThis(ctx, etag !== undefined) ? parseRange(ctx.get('Range'), size) : undefined;
  if (range === 'unsatisfiable') {
    ctx.set('Content-Range', `bytes */${size}`);
    throw httpError('range-not-satisfiable', `The file has ${size} bytes; the range lies outside of it.`);
  }
  if (range === undefined) return { start: 0, end: size };
  ctx.status = 206;
  ctx.set('Content-Range', `bytes ${range.start}-${range.end - 1}/${size}`);
  return range;
}

/**
 * RFC 9110 section 13.1.5: If-Range makes the range count only for the version named. A date is as good as a tag where the file is named by
 * its content; elsewhere it is too coarse, since two versions may be of one second (section 8.8.2.2).
 */
function isRangeOfThis({ request, response }: Context, isNamedByContent: boolean): boolean {
  const ifRange = request.get('If-Range');
  if (ifRange === '' || ifRange === response.get('ETag')) return true;
  return isNamedByContent && ifRange === response.get('Last-Modified');
}

async function openRegularFile(path: string): Promise<FileHandle | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
  if ((await file.stat()).isFile()) return file;
  await file.close();
  return undefined;
}

function isAbsent(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ENAMETOOLONG';
}
