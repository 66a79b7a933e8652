import type { SeededChance } from '../faults/seeded-chance.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';

/** A request before it is bytes. */
export interface FuzzedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes as they are; anything else as JSON. */
  readonly body?: unknown;
}

/** As it goes over the wire, by these headers and no others; a length for its body where they have none. */
export function requestText({ method, path, headers = {}, body }: FuzzedRequest): Buffer {
  const isBytes = body instanceof Uint8Array;
  const bytes = isBytes ? Buffer.from(body) : Buffer.from(body === undefined ? '' : JSON.stringify(body));
  const all: Record<string, string> = {
    Host: 'localhost',
    ...(body !== undefined && !isBytes && { 'Content-Type': 'application/json' }),
    ...(body !== undefined && { 'Content-Length': String(bytes.length) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), bytes]);
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'get', 'PRI'];
const VALUES = [
  '',
  '0',
  '-1',
  '1e9',
  '99999999999999999999',
  'é',
  '\0',
  '*/*',
  'chunked',
  'gzip',
  'null',
  'bytes=0-',
  'bytes=-1,5-2',
];
const NAMES = [
  'Content-Length',
  'Content-Type',
  'Content-Encoding',
  'Host',
  'Origin',
  'Range',
  'If-None-Match',
  'Expect',
  'Cookie',
  'X-HTTP-Method-Override',
  'Accept-Encoding',
  'Authorization',
];
const IN_PATHS = [
  '..',
  '%2e%2e',
  '%00',
  '%',
  '%zz',
  '//',
  '?',
  '#',
  ';',
  '%c0%af',
  '\\',
  'é',
  '[]=1',
  '?a=1&a=2',
  '%F0%9F%8C%88',
  '/.',
];
const ODD_TEXTS = [
  '{',
  '[',
  '"\\u00',
  '{"a":',
  '\xff\xfe{',
  'null',
  '1',
  '""',
  '[]',
  '{}{}',
  '{"a":1,"a":2}',
  '\ufeff{}',
];

/** One to three changes: to the method, the path, the headers, the body, or to its bytes. */
export function mutateRequest(request: FuzzedRequest, chance: SeededChance): Buffer {
  let changed = request;
  for (let left = 1 + chance.below(3); left > 0; left--) changed = chance.oneOf(CHANGES)?.(changed, chance) ?? changed;
  const bytes = requestText(changed);
  return chance.happens(0.08) ? mutateBytes(bytes, chance) : bytes;
}

type Change = (request: FuzzedRequest, chance: SeededChance) => FuzzedRequest;

const changeBody: Change = (request, chance) => {
  const { body } = request;
  if (body instanceof Uint8Array) return { ...request, body: mutateBytes(Buffer.from(body), chance) };
  if (chance.happens(0.1)) {
    const text = chance.oneOf(ODD_TEXTS) ?? '';
    return { ...request, body: Buffer.from(text), headers: { ...request.headers, 'Content-Type': 'application/json' } };
  }
  return body === undefined ? request : { ...request, body: mutateJson(body, chance) };
};

const changePath: Change = (request, chance) => {
  const { path } = request;
  const at = 1 + chance.below(path.length);
  const word = chance.happens(0.05) ? 'a'.repeat(chance.below(20_000)) : (chance.oneOf(IN_PATHS) ?? '');
  return { ...request, path: path.slice(0, at) + word + path.slice(chance.happens(0.5) ? at : at + 1) };
};

const changeHeader: Change = (request, chance) => {
  const headers = { ...request.headers };
  const names = Object.keys(headers);
  const name = (chance.happens(0.6) ? chance.oneOf(names) : chance.oneOf(NAMES)) ?? 'Accept';
  if (chance.happens(0.2)) delete headers[name];
  else headers[name] = changedValue(headers[name] ?? '', chance);
  return { ...request, headers };
};

function changedValue(value: string, chance: SeededChance): string {
  if (chance.happens(0.03)) return 'x'.repeat(chance.below(20_000));
  if (chance.happens(0.5)) return chance.oneOf(VALUES) ?? '';
  return mutateBytes(Buffer.from(value, 'latin1'), chance).toString('latin1').slice(0, 4000);
}

const CHANGES: readonly Change[] = [
  ...[changeBody, changeBody, changeBody, changeBody, changePath, changeHeader],
  (request, chance) => ({ ...request, method: chance.oneOf(METHODS) ?? 'GET' }),
  (request, chance) => ({
    ...request,
    headers: Object.fromEntries(Array.from({ length: chance.below(200) }, (_, i) => [`X-${i}`, 'y'])),
  }),
];
