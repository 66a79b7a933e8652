import { isNode, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { FramedError } from '../errors.js';

/**
 * Decodes YAML by a schema. Throws FramedError with `code` and one sentence a problem: file:line:column, the key's path, the value seen
 * and what would be accepted. An empty file is an empty mapping.
 */
export function decodeYaml<T>(text: string, path: string, schema: z.ZodType<T>, code: string): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };

  const [syntaxError] = document.errors;
  if (syntaxError) throw new FramedError(code, `${at(syntaxError.pos[0])}: ${syntaxError.message}`);

  const value = toValue(document, path, code);
  const result = schema.safeParse(value);
  if (result.success) return result.data;

  const problems = result.error.issues.map((issue) => {
    const key = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
    return `${at(offsetOf(document, key))}: ${formatIssue(issue, key, valueAt(value, key))}`;
  });
  throw new FramedError(code, problems.join('\n'));
}

function toValue(document: ReturnType<typeof parseDocument>, path: string, code: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    // yaml caps the expansion of aliases (maxAliasCount, 100), so that a file cannot blow up in memory.
    throw new FramedError(code, `${path}: ${String(error)}`, { cause: error });
  }
}

function formatIssue(issue: z.core.$ZodIssue, key: readonly PropertyKey[], seen: unknown): string {
  const name = key.join('.') || 'the file';
  if (issue.code === 'unrecognized_keys') return `${name} is not a key that framed knows`;
  return `${name} is ${JSON.stringify(seen) ?? 'missing'}: ${issue.message}`;
}

/** Where the value of a key path stands in the text; for a key that is not there, its nearest parent. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
}
