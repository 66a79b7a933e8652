import type { Context } from 'koa';
import { koaBody } from 'koa-body';
import type * as z from 'zod/mini';
import { decode } from '../control/decode.js';
import { httpError } from './http-error.js';

/** A playlist of 2000 entries takes some 250 KB. */
const MAX_JSON_BYTES = 512 * 1024;

const parseJson = koaBody({ json: true, urlencoded: false, text: false, multipart: false, jsonLimit: MAX_JSON_BYTES });

/**
 * Reads and decodes a request's JSON body. Throws 'unsupported-media-type', 'invalid-json', 'body-too-large', or 'invalid-body' with
 * the place where it departs from the schema.
 */
export async function readJson<T>(ctx: Context, schema: z.ZodMiniType<T>): Promise<T> {
  if (!ctx.is('application/json')) {
    throw httpError('unsupported-media-type', 'The body must be JSON (Content-Type: application/json).');
  }
  try {
    await parseJson(ctx, async () => {});
  } catch (error) {
    throw jsonError(error);
  }
  const decoded = decode(schema, ctx.request.body);
  if (!decoded.ok) throw httpError('invalid-body', `The body is not what is expected: ${decoded.message}.`);
  return decoded.value;
}

/** co-body throws http-errors: 413 for a long body, 400 for one that is no JSON or was cut short, 415 for an unknown encoding. */
function jsonError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('code' in error && NOT_COMPRESSED.test(String(error.code))) {
    return httpError('invalid-json', 'The body is not compressed as its Content-Encoding says.', error);
  }
  if (!('status' in error)) return error;
  switch (error.status) {
    case 413:
      return httpError('body-too-large', `The body is longer than ${MAX_JSON_BYTES} bytes.`, error);
    case 415:
      return httpError('unsupported-media-type', 'The body must be JSON in UTF-8, as it is, gzip or deflate.', error);
    case 400:
      return httpError('invalid-json', 'The body is not JSON, or not an object or array.', error);
    default:
      return error;
  }
}

/** zlib's words for a body that is not what its Content-Encoding says (https://zlib.net/manual.html, "Constants"), and Brotli's (decode.h) as Node has them. */
const NOT_COMPRESSED = /^Z_(DATA|BUF|STREAM)_ERROR$|^Z_NEED_DICT$|^ERR_(_ERROR|BROTLI)/;
