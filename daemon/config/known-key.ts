import { FramedError } from '../errors.js';
import { configJsonSchema } from './json-schema.js';
import { nearestKey } from './nearest-key.js';
import { nodeAt, type SchemaNode, schemaKeys } from './schema-tree.js';

/**
 * What the schema says of a key or a section. Throws FramedError 'config-key-unknown', with the key that was most likely meant.
 *
 * @param values tell which of a section's alternatives is meant.
 */
export function requireKey(key: string, values?: unknown): SchemaNode {
  const schema = configJsonSchema();
  const node = nodeAt(schema, key.split('.'), values);
  if (node !== undefined) return node;
  const keys = schemaKeys(schema).map(({ key: known }) => known);
  // Whoever gives the last word alone means the key that ends in it.
  const meant = keys.filter((known) => known.endsWith(`.${key}`)).at(0) ?? nearestKey(key, keys);
  const hint = meant === undefined ? 'framed config show lists them all' : `did you mean ${meant}?`;
  throw new FramedError('config-key-unknown', `${JSON.stringify(key)} is not a key that framed knows: ${hint}`);
}
