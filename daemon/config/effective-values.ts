import type { ConfigOverrides } from './overrides.js';
import type { Config } from './schema.js';
import { valueAt } from './schema-faults.js';
import { type SchemaNode, schemaKeys } from './schema-tree.js';

export type ValueSource = 'file' | 'default' | 'command line';

export interface EffectiveValue {
  readonly key: string;
  /** Undefined: not set, which means something of its own. */
  readonly value: unknown;
  readonly source: ValueSource;
}

/**
 * Every key with the value that holds, and where that came from, in the schema's order.
 *
 * @param raw what the file says itself.
 */
export function effectiveValues(
  schema: SchemaNode,
  { config, raw, overrides }: { config: Config; raw: unknown; overrides: ConfigOverrides },
): EffectiveValue[] {
  const keys = schemaKeys(schema).filter(({ key }) => !key.includes('*'));
  return keys.map(({ key }) => {
    const path = key.split('.');
    const isOver = Object.keys(overrides).some((over) => `${key}.`.startsWith(`${over}.`));
    const source = isOver ? 'command line' : valueAt(raw, path) === undefined ? 'default' : 'file';
    return { key, value: valueAt(config, path), source };
  });
}
