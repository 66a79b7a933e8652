import { parse } from 'yaml';
import { optionsOf, type SchemaNode } from './schema-tree.js';

/** What somebody typed as a key's value: text where the key takes text, else what YAML makes of it (`81`, `true`, `[a, b]`, `{ x: 1 }`). */
export function typedWord(word: string, node: SchemaNode | undefined): unknown {
  const kinds = node === undefined ? [] : optionsOf(node).map(({ type }) => type);
  if (kinds.length > 0 && kinds.every((kind) => kind === 'string')) return word;
  try {
    // An empty word is no value; that the schema says.
    return parse(word) ?? word;
  } catch {
    return word;
  }
}
