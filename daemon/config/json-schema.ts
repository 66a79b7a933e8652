import { Config } from './schema.js';
import { type SchemaNode, schemaTree } from './schema-tree.js';

/** The configuration's JSON Schema (draft 2020-12), from which editors complete and check, and the page makes its settings. */
export function configJsonSchema(): SchemaNode {
  return schemaTree(Config);
}
