import * as z from 'zod';

/** The part of JSON Schema (draft 2020-12) that zod writes for our schemas. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Ours: the running daemon does not take it up ({@link file://./schema.ts}). */
  readonly needsRestart?: boolean;
  /** Ours: not to be changed over the network. */
  readonly localOnly?: boolean;
}

/** What may be written, as JSON Schema. */
export function schemaTree(schema: z.ZodType): SchemaNode {
  // zod's own type of it allows any JSON Schema; what it writes for a schema is the subset above.
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SchemaNode;
}

/** One key that can be set: what no further keys lie below, but for lists and maps, whose parts have a `*` in place of number or name. */
export interface SchemaKey {
  /** Dotted, such as "http.port". */
  readonly key: string;
  readonly node: SchemaNode;
}

/** Every key, in the schema's order. Alternatives of one section are united. */
export function schemaKeys(node: SchemaNode, path: readonly string[] = []): SchemaKey[] {
  const found = new Map<string, SchemaNode>();
  const add = ({ key, node: leaf }: SchemaKey) => {
    const known = found.get(key);
    found.set(key, known === undefined ? leaf : { anyOf: [...(known.anyOf ?? [known]), leaf] });
  };
  for (const option of optionsOf(node)) {
    const { properties, items, additionalProperties } = option;
    if (properties !== undefined) {
      for (const [name, child] of Object.entries(properties)) {
        for (const leaf of schemaKeys(child, [...path, name])) add(leaf);
      }
      continue;
    }
    if (path.length > 0) add({ key: path.join('.'), node });
    const parts = items ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    const isSection = parts !== undefined && optionsOf(parts).some(({ properties }) => properties !== undefined);
    if (isSection) for (const leaf of schemaKeys(parts, [...path, '*'])) add(leaf);
  }
  return [...found].map(([key, leaf]) => ({ key, node: leaf }));
}

/** The alternatives of a node; itself where there is one only. */
export function optionsOf(node: SchemaNode): readonly SchemaNode[] {
  const options = node.anyOf ?? node.oneOf;
  return options === undefined ? [node] : options.flatMap(optionsOf);
}

/**
 * The node at a path, alternatives chosen by the value that is there (by a `kind`, say) as far as it tells; undefined where the schema has
 * no such key.
 */
export function nodeAt(node: SchemaNode, path: readonly PropertyKey[], value?: unknown): SchemaNode | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return node;
  const below = isMap(value) || Array.isArray(value) ? Reflect.get(value, first) : undefined;
  for (const option of fittingOptions(node, value)) {
    const child = childOf(option, first);
    const found = child && nodeAt(child, rest, below);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The names of the keys that a section may have. */
export function keysOf(node: SchemaNode, value: unknown): string[] {
  return [...new Set(fittingOptions(node, value).flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

function childOf({ properties, items, additionalProperties }: SchemaNode, key: PropertyKey): SchemaNode | undefined {
  if (typeof key === 'string' && properties !== undefined && Object.hasOwn(properties, key)) return properties[key];
  if (items !== undefined && /^\d+$/.test(String(key))) return items;
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** Alternatives whose constants are those of the value; all where none is. */
function fittingOptions(node: SchemaNode, value: unknown): readonly SchemaNode[] {
  const options = optionsOf(node);
  if (!isMap(value)) return options;
  const fitting = options.filter(({ properties = {} }) =>
    Object.entries(properties).every(([name, { const: wanted }]) => wanted === undefined || value[name] === wanted),
  );
  return fitting.length === 0 ? options : fitting;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
