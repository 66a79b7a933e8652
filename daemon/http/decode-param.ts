import type * as z from 'zod/mini';
import { decode } from '../control/decode.js';
import { type HttpErrorCode, httpError } from './http-error.js';

/** A path parameter, decoded. What cannot be an id names nothing, so it is answered like an id that nothing has: throws `code`, a 404. */
export function decodeParam<T>(schema: z.ZodMiniType<T>, param: unknown, code: HttpErrorCode, kind: string): T {
  const decoded = decode(schema, param);
  if (!decoded.ok) throw httpError(code, `There is no ${kind} ${JSON.stringify(param)}: ${decoded.message}.`);
  return decoded.value;
}
