import { type Document, isNode, isScalar, isMap as isYamlMap, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { FramedError } from '../errors.js';
import { type Fault, formatFaults, inFileOrder } from './fault.js';
import { schemaFaults } from './schema-faults.js';
import { isMap, optionsOf, type SchemaNode, schemaTree } from './schema-tree.js';
import { isTooDeep } from './yaml-depth.js';
import { syntaxFault } from './yaml-faults.js';

/** Decoded, or what is wrong, in the file's order. `raw` is what the text itself says, without defaults. */
export type DecodedYaml<T> = { ok: true; value: T; raw: unknown } | { ok: false; faults: readonly Fault[] };

export interface YamlSchema<T> {
  readonly schema: z.ZodType<T>;
  /** Done to what the text says, before it is decoded. */
  readonly prepare?: (raw: unknown) => unknown;
}

/**
 * Decodes YAML by a schema. An empty text is an empty mapping, and so is a section of which all lines are comments. Several problems are
 * told at once.
 */
export function decodeDocument<T>(text: string, { schema, prepare = (raw) => raw }: YamlSchema<T>): DecodedYaml<T> {
  const lines = new LineCounter();
  const parsed = parse(text, lines);
  if (!parsed.ok) return parsed;
  const { document, raw, faults } = parsed;
  const root = schemaTree(schema);
  const written = withoutEmptySections(raw ?? {}, root);
  const result = schema.safeParse(prepare(written));
  if (result.success && faults.length === 0) return { ok: true, value: result.data, raw: written };
  const wrong = result.success ? [] : schemaFaults(result.error.issues, root, written);
  const placed = wrong.map(({ path, isKey, message, suggestion }): Fault => {
    const place = lines.linePos(isKey ? keyOffset(document, path) : valueOffset(document, path));
    return {
      line: place.line,
      column: place.col,
      key: path.map(String).join('.'),
      message,
      ...(suggestion !== undefined && { suggestion }),
    };
  });
  return { ok: false, faults: inFileOrder([...faults, ...placed]) };
}

/** The same for who wants the value or an error: throws FramedError with `code`, one line a problem. */
export function decodeYaml<T>(text: string, path: string, schema: z.ZodType<T>, code: string): T {
  const decoded = decodeDocument(text, { schema });
  if (decoded.ok) return decoded.value;
  throw new FramedError(code, formatFaults(path, decoded.faults));
}

type Parsed = { ok: true; document: Document; raw: unknown; faults: Fault[] } | { ok: false; faults: Fault[] };

function parse(text: string, lines: LineCounter): Parsed {
  if (isTooDeep(text)) {
    const message = 'sections lie within sections too deeply: a configuration needs five levels at most';
    return { ok: false, faults: [{ key: '', message }] };
  }
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const faults = document.errors.map((error) => syntaxFault(error, text, lines));
    // What is there twice is wrong by itself; after other errors the rest of the file says nothing that could be relied on.
    const isReadable = document.errors.every(({ code }) => code === 'DUPLICATE_KEY');
    if (!isReadable) return { ok: false, faults: inFileOrder(faults) };
    return { ok: true, document, raw: document.toJS(), faults };
  } catch {
    // yaml caps the expansion of aliases (maxAliasCount, 100).
    const message = 'aliases (*name) refer to aliases too often: write the values out';
    return { ok: false, faults: [{ key: '', message }] };
  }
}

/** Where nothing but comments is left of a section, YAML says null; people mean that nothing is set there. */
function withoutEmptySections(raw: unknown, node: SchemaNode): unknown {
  if (!isMap(raw)) return raw;
  const entries = Object.entries(raw).flatMap(([key, value]): [string, unknown][] => {
    const child = optionsOf(node).find(({ properties }) => properties && Object.hasOwn(properties, key))?.properties?.[
      key
    ];
    if (child === undefined) return [[key, value]];
    if (value === null) return child.type === 'object' ? [] : [[key, value]];
    return [[key, withoutEmptySections(value, child)]];
  });
  return Object.fromEntries(entries);
}

/** Where the value of a key path stands in the text; for a key that is not there, its nearest parent. */
function valueOffset(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

/** Where a key itself stands. */
function keyOffset(document: Document, path: readonly PropertyKey[]): number {
  const parentPath = path.slice(0, -1);
  const parent = parentPath.length === 0 ? document.contents : document.getIn(parentPath, true);
  const pairs = isYamlMap(parent) ? parent.items : [];
  const pair = pairs.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)));
  return isScalar(pair?.key) && pair.key.range ? pair.key.range[0] : valueOffset(document, path);
}
