/** A key of the configuration, as its JSON Schema describes it (GET /api/config/schema). */
export interface SchemaKey {
  /** Dotted: "http.port". */
  readonly key: string;
  /** What it does; English, as in the configuration file. */
  readonly description: string;
  /** How it is filled in; 'other': only in the file. */
  readonly kind: 'text' | 'number' | 'switch' | 'choice' | 'lines' | 'other';
  readonly default?: unknown;
  /** With kind 'choice'. */
  readonly options: readonly (string | number)[];
  /** With kind 'number'. */
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly isWhole: boolean;
  /** A new value is taken up by the next start. */
  readonly needsRestart: boolean;
  /** Not to be changed over the network. */
  readonly isLocalOnly: boolean;
  /** Keys of the same section that are there with it or not at all, in its order: "panel.offset.x" names "panel.offset.y". */
  readonly partners: readonly string[];
}

/** Whole sections are marked at their top. */
interface Inherited {
  readonly needsRestart: boolean;
  readonly isLocalOnly: boolean;
  readonly together: readonly string[];
}

/** All keys of a configuration's JSON Schema, in its order. What is no schema has none. */
export function schemaKeys(schema: unknown): SchemaKey[] {
  return [...keysOf(schema, '', { needsRestart: false, isLocalOnly: false, together: [] })];
}

/** Whether a key is the section, or in it. */
export function isIn(key: string, section: string): boolean {
  return `${key}.`.startsWith(`${section}.`);
}

/** The value of a dotted key; undefined where there is none. */
export function valueAt(values: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((value, part) => (isRecord(value) ? value[part] : undefined), values);
}

function* keysOf(node: unknown, key: string, above: Inherited): Generator<SchemaKey> {
  if (!isRecord(node)) return;
  const here = {
    needsRestart: above.needsRestart || node['needsRestart'] === true,
    isLocalOnly: above.isLocalOnly || node['localOnly'] === true,
  };
  if (isRecord(node['properties'])) {
    const together = requiredIn(node, node['properties']).map((name) => `${key}.${name}`);
    for (const [name, child] of Object.entries(node['properties'])) {
      yield* keysOf(child, key === '' ? name : `${key}.${name}`, { ...here, together });
    }
    return;
  }
  yield {
    key,
    description: typeof node['description'] === 'string' ? node['description'] : '',
    kind: kindOf(node),
    ...('default' in node && { default: node['default'] }),
    options: Array.isArray(node['enum']) ? node['enum'].filter(isWord) : [],
    minimum: numberAt(node, 'minimum'),
    maximum: numberAt(node, 'maximum'),
    isWhole: node['type'] === 'integer',
    ...here,
    partners: above.together.includes(key) ? above.together.filter((other) => other !== key) : [],
  };
}

/** The names that a section cannot do without, and that have no default. */
function requiredIn(node: Readonly<Record<string, unknown>>, properties: Readonly<Record<string, unknown>>): string[] {
  const required = Array.isArray(node['required']) ? node['required'] : [];
  return Object.entries(properties)
    .filter(
      ([name, child]) => required.includes(name) && isRecord(child) && !('default' in child || 'properties' in child),
    )
    .map(([name]) => name);
}

function kindOf(node: Readonly<Record<string, unknown>>): SchemaKey['kind'] {
  if (Array.isArray(node['enum'])) return 'choice';
  switch (node['type']) {
    case 'boolean':
      return 'switch';
    case 'number':
    case 'integer':
      return 'number';
    case 'string':
      return 'text';
    case 'array':
      return isRecord(node['items']) && node['items']['type'] === 'string' ? 'lines' : 'other';
    default:
      return 'other';
  }
}

function numberAt(node: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = node[name];
  // zod says the largest safe number where there is no limit.
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
}

function isWord(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
