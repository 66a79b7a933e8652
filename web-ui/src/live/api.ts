import type { decodeWire } from '../../../daemon/protocol/decode-wire.js';
import { isObject } from '../../../daemon/protocol/is-object.js';
import type { WireError } from '../../../daemon/protocol/wire-error.js';
import { loadProblemWords } from '../texts/problem-words.js';
import { t } from '../texts/texts.js';
import { ApiError } from './api-error.js';
import { loadSchemas, type Schemas } from './load-schemas.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What `decodeWire` takes. */
type Schema<T> = Parameters<typeof decodeWire<T>>[0];
/** One of those that are loaded while the question is under way. */
type LaterSchema<T> = (schemas: Schemas) => Schema<T>;

export interface ApiRequest {
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
}

/** Asks the daemon for something that has no answer but that it is done. Throws an ApiError. */
export async function ask(method: Method, path: string, request: ApiRequest = {}): Promise<void> {
  await answerOf(method, path, request);
}

/** Asks the daemon for something, and checks what it answers. Throws an ApiError. */
export async function askFor<T>(
  schema: Schema<T> | LaterSchema<T>,
  method: Method,
  path: string,
  request: ApiRequest = {},
): Promise<T> {
  const response = await answerOf(method, path, request);
  const value = await decode(schema, parseJson(await response.text()));
  if (value === undefined) throw new ApiError('not-understood', t('frame.not-understood'), response.status);
  return value;
}

/** Rejects with an ApiError where the page's own code for it cannot be loaded. */
async function decode<T>(schema: Schema<T> | LaterSchema<T>, value: unknown): Promise<T | undefined> {
  try {
    const schemas = await loadSchemas();
    return schemas.decodeWire(typeof schema === 'function' ? schema(schemas) : schema, value);
  } catch {
    throw new ApiError('unreachable', t('frame.unreachable'));
  }
}

async function answerOf(method: Method, path: string, { body, signal }: ApiRequest): Promise<Response> {
  const init: RequestInit = { method };
  if (signal !== undefined) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'Content-Type': 'application/json' };
  }
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError('unreachable', t('frame.unreachable'));
  }
  if (response.ok) return response;
  const retryAfterMs = Number(response.headers.get('Retry-After') ?? Number.NaN) * 1000;
  const said = await response.text();
  // So that whoever is told has it in the language of the page.
  await loadProblemWords();
  throw errorOf(response.status, said, Number.isFinite(retryAfterMs) ? retryAfterMs : undefined);
}

/** Of an answer that is not a success. */
export function errorOf(status: number, body: string, retryAfterMs?: number): ApiError {
  const error = readError(parseJson(body));
  if (error === undefined) return new ApiError('not-understood', t('frame.not-understood'), status);
  return new ApiError(error.code, error.message, status, retryAfterMs);
}

/** What is in an `ErrorBody` of the protocol, read without its schema, which is loaded later. */
function readError(body: unknown): WireError | undefined {
  if (!isObject(body) || !isObject(body['error'])) return undefined;
  const { code, message } = body['error'];
  return typeof code === 'string' && typeof message === 'string' ? { code, message } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
