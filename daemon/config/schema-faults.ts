import type * as z from 'zod';
import { describeAccepted } from './accepted.js';
import { nearestKey } from './nearest-key.js';
import { isMap, keysOf, nodeAt, type SchemaNode } from './schema-tree.js';

/** What departs from a schema, and where. */
export interface SchemaFault {
  readonly path: readonly PropertyKey[];
  /** The key itself is wrong, not its value. */
  readonly isKey: boolean;
  readonly message: string;
  readonly suggestion?: string;
}

/** The issues that zod found with a value, in words for whoever wrote it. */
export function schemaFaults(issues: readonly z.core.$ZodIssue[], root: SchemaNode, value: unknown): SchemaFault[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => unknownKey([...issue.path, key], root, value));
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const inner = likeliest(issue.errors).map((below) => ({ ...below, path: [...issue.path, ...below.path] }));
      if (inner.some(({ path }) => path.length > issue.path.length)) return schemaFaults(inner, root, value);
    }
    return [wrongValue(issue, root, value)];
  });
}

function unknownKey(path: readonly PropertyKey[], root: SchemaNode, value: unknown): SchemaFault {
  const parentPath = path.slice(0, -1);
  const parentValue = valueAt(value, parentPath);
  const parent = nodeAt(root, parentPath, value);
  const known = parent === undefined ? [] : keysOf(parent, parentValue);
  const nearest = nearestKey(
    String(path.at(-1)),
    known.filter((key) => !isMap(parentValue) || !(key in parentValue)),
  );
  const said = `${dotted(path)} is not a key that framed knows`;
  if (nearest === undefined) return { path, isKey: true, message: `${said}: ${whatThereIs(parentPath, known)}` };
  const suggestion = dotted([...parentPath, nearest]);
  return { path, isKey: true, message: `${said}: did you mean ${suggestion}?`, suggestion };
}

function whatThereIs(path: readonly PropertyKey[], known: readonly string[]): string {
  return `${path.length === 0 ? 'there are' : `${dotted(path)} has`} ${known.join(', ')}`;
}

function wrongValue(issue: z.core.$ZodIssue, root: SchemaNode, value: unknown): SchemaFault {
  const { path } = issue;
  const seen = valueAt(value, path);
  const name = dotted(path) || 'the file';
  return {
    path,
    isKey: false,
    message: `${name} is ${formatSeen(seen)}: ${accepted(issue, nodeAt(root, path, value), seen)}`,
  };
}

function accepted(issue: z.core.$ZodIssue, node: SchemaNode | undefined, seen: unknown): string {
  // Of these, the schema's own words say it best: a regular expression helps nobody.
  if (issue.code === 'custom' || issue.code === 'invalid_format' || node === undefined) return issue.message;
  const must = `it must be ${describeAccepted(node)}`;
  if (seen === null) return `${must}; for the default, leave the line out`;
  const isUnquoted =
    node.type === 'string' && node.enum === undefined && (typeof seen === 'number' || typeof seen === 'boolean');
  return isUnquoted ? `${must}, in quotes: ${JSON.stringify(String(seen))}` : must;
}

/** The alternative that was most likely meant: the one that fewest issues keep it from, and of those the one that fits furthest in. */
function likeliest(options: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(...issues.map(({ path }) => path.length));
  const [best = []] = [...options].sort((a, b) => a.length - b.length || depth(b) - depth(a));
  return best;
}

/** Longer values would hide what is said about them. */
const MAX_SEEN = 60;

function formatSeen(seen: unknown): string {
  if (seen === undefined) return 'missing';
  if (seen === null) return 'empty';
  if (Array.isArray(seen)) return `a list of ${seen.length}`;
  if (typeof seen === 'object') return 'a section';
  const text = typeof seen === 'string' ? JSON.stringify(seen) : String(seen);
  return text.length > MAX_SEEN ? `${text.slice(0, MAX_SEEN)}…` : text;
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined),
    value,
  );
}
