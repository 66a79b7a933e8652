import { isObject } from './is-object.js';

/** Applies an RFC 7386 merge patch and returns the result; `target` is left as it was. Null in a patch removes the member. */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (key === '__proto__') continue;
    if (value === null) delete result[key];
    else result[key] = applyMergePatch(result[key], value);
  }
  return result;
}

/**
 * The merge patch that makes `after` of `before`; undefined where they are equal. Both are plain JSON without nulls (a merge patch
 * cannot set one); a member that is undefined counts as absent. Arrays are replaced whole.
 */
export function createMergePatch(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  const patch: Record<string, unknown> = {};
  for (const key of Object.keys(before)) {
    if (before[key] !== undefined && after[key] === undefined) patch[key] = null;
  }
  for (const [key, value] of Object.entries(after)) {
    const change = value === undefined ? undefined : createMemberPatch(before[key], value);
    if (change !== undefined) patch[key] = change;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function createMemberPatch(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return undefined;
  if (isObject(before) && isObject(after)) return createMergePatch(before, after);
  if (Array.isArray(before) && Array.isArray(after) && JSON.stringify(before) === JSON.stringify(after))
    return undefined;
  return after;
}
