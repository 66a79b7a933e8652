import * as z from 'zod/mini';
import { decode } from '../control/decode.js';
import { LookChange } from '../protocol/look.js';
import { lookMemberOf } from '../protocol/look-text.js';
import { httpError } from './http-error.js';

/** What is asked about a look: a change of it, and the moment of the clip that is to be shown. */
export interface LookQuery {
  readonly change: LookChange;
  /** On the clip's own clock; undefined: where the look begins. */
  readonly atMs: number | undefined;
}

const Moment = z.number().check(z.gte(0));

/**
 * Decodes a query such as `fit=cover&focus=0.3,0.7&startMs=1500&atMs=2000`: the members of a look as text, an empty one for null.
 * Throws 'invalid-body' with the place where it departs from that.
 */
export function decodeLookQuery(query: Readonly<Record<string, string | string[] | undefined>>): LookQuery {
  const { atMs, ...rest } = query;
  const members = Object.entries(rest).map(([key, text]) => [key, memberOf(key, text)]);
  const decoded = decode(z.strictObject(LookChange.shape), Object.fromEntries(members));
  if (!decoded.ok) throw refused(decoded.message);
  const moment = decode(z.optional(Moment), atMs === undefined ? undefined : Number(atMs));
  if (!moment.ok) throw refused(`atMs: ${moment.message}`);
  return { change: decoded.value, atMs: moment.value };
}

function memberOf(key: string, text: string | string[] | undefined): unknown {
  if (typeof text !== 'string') return text;
  return text === '' ? null : lookMemberOf(key, text);
}

function refused(message: string) {
  return httpError('invalid-body', `The query is not what is expected: ${message}.`);
}
