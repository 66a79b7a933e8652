import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { configJsonSchema } from '../../../daemon/config/json-schema.js';
import { parseConfig } from '../../../daemon/config/load.js';
import { Config } from '../../../daemon/config/schema.js';
import { optionsOf, type SchemaNode, schemaKeys } from '../../../daemon/config/schema-tree.js';
import { packageRoot } from '../../../daemon/package-root.js';

const EXAMPLE = join(packageRoot, 'config', 'framed.example.yaml');
const text = await readFile(EXAMPLE, 'utf8');
const keys = schemaKeys(configJsonSchema());

t.test('every key that stands in the example is one, and has its default', (t) => {
  t.same(parse(text), JSON.parse(JSON.stringify(Config.parse({}))));
  t.same(parseConfig(text, EXAMPLE), Config.parse({}));
  t.end();
});

t.test('every key is in the example, in its section: with its default, or in a comment that shows it', (t) => {
  for (const { key } of keys) {
    const [top = ''] = key.split('.');
    t.match(sectionOf(top), new RegExp(`(^|[\\s#{,-])${key.split('.').at(-1)}:`, 'm'), key);
  }
  t.end();
});

t.test('what a comment shows is a key too', (t) => {
  for (const top of Object.keys(Config.shape)) {
    const known = keys
      .filter(({ key }) => key.split('.')[0] === top)
      .flatMap(({ key, node }) => [...key.split('.'), ...wordsOf(node)]);
    const shown = sectionOf(top).matchAll(/^\s*#\s*(?:- )?([a-z_]+):(?:\s|$)/gm);
    for (const [line, word = ''] of shown) t.ok(known.includes(word), `${top}: ${line.trim()}`);
  }
  t.end();
});

t.test('every key is described, and the example says what the schema says', (t) => {
  const prose = text.replace(/\s*\n\s*#\s*/g, ' ').replace(/\s+/g, ' ');
  for (const { key, node } of keys) {
    const descriptions = optionsOf(node).map(({ description = node.description }) => description ?? '');
    for (const description of descriptions) t.match(description, /^\S.*\.$/, `${key} is described in a sentence`);
    // Lists and alternatives have examples of their own instead.
    const isPlain =
      !key.includes('*') && node.description !== undefined && !/^(panel\.offset|display\.backlight)\./.test(key);
    if (isPlain) t.ok(prose.includes(node.description), `${key}: ${node.description}`);
  }
  t.end();
});

/** A top-level key with the comments above it, up to those above the next. */
function sectionOf(top: string): string {
  const lines = text.split('\n');
  const begin = lines.findIndex((line) => line.startsWith(`${top}:`));
  const end = lines.findIndex((line, at) => at > begin && /^[a-z_]+:/.test(line));
  const commentFrom = (line: number) => lines.slice(0, line).findLastIndex((above) => !above.startsWith('#')) + 1;
  return lines.slice(commentFrom(begin), end < 0 ? undefined : commentFrom(end)).join('\n');
}

/** What may stand before a colon in prose: values that are explained. */
function wordsOf(node: SchemaNode): string[] {
  return optionsOf(node).flatMap(({ enum: values = [], const: only, type }) => [...values, only, type].map(String));
}
