import { isDeepStrictEqual } from 'node:util';
import { isMap as isYamlMap, parse, parseDocument } from 'yaml';
import { FramedError } from '../errors.js';
import { isMap } from './schema-tree.js';
import { pairOf, splice } from './yaml-places.js';
import { removeAt } from './yaml-remove.js';
import { setAt } from './yaml-set.js';

/** Dotted key to its new value; null takes the key out. Items of a list are named by their number, from 0. */
export type YamlChanges = Readonly<Record<string, unknown>>;

/**
 * A YAML text with other values. It is changed only where it says something else now, so that comments, order, blank lines, quotes and line
 * ends stay as somebody wrote them; a new key goes below its commented-out example, where there is one.
 *
 * Throws FramedError 'config-not-editable' where a change cannot be made without touching something else, as with aliases.
 *
 * @param text that YAML can read.
 */
export function editYaml(text: string, changes: YamlChanges): string {
  const hasCrlf = text.includes('\r\n') && !/(^|[^\r])\n/.test(text);
  const before = hasCrlf ? text.replaceAll('\r\n', '\n') : text;
  const after = Object.entries(changes).reduce((current, [key, value]) => editKey(current, key, value), before);
  return hasCrlf ? after.replaceAll('\n', '\r\n') : after;
}

/** A YAML text in which a key has another name; value, comments and place stay. Nothing happens where there is no such key. */
export function renameKey(text: string, key: string, name: string): string {
  const path = key.split('.');
  const document = parseDocument(text);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const pair = isYamlMap(parent) ? pairOf(parent, path.at(-1) ?? '') : undefined;
  return pair?.key.range ? splice(text, pair.key.range[0], pair.key.range[1], name) : text;
}

/** What is said after a change, where it was said as plain data. */
export function changeValue(said: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(said)) return said.map((item, i) => (String(i) === key ? changeValue(item, rest, value) : item));
  const { [key]: before, ...others } = isMap(said) ? said : {};
  if (value === null && rest.length === 0) return others;
  if (value === null && before === undefined) return said;
  return { ...others, [key]: changeValue(before, rest, value) };
}

function editKey(text: string, key: string, value: unknown): string {
  const path = key.split('.');
  const wanted = changeValue(readYaml(text), path, value);
  const edited = value === null ? removeAt(text, path) : setAt(text, path, value);
  if (saysSame(edited, wanted)) return edited;
  const message = `${key} cannot be set without changing other parts of the file; edit it by hand.`;
  throw new FramedError('config-not-editable', message);
}

/** Without a word to standard error about what the text only hints at: its mistakes are told elsewhere. */
function readYaml(text: string): unknown {
  return parse(text, { logLevel: 'error' });
}

function saysSame(text: string, wanted: unknown): boolean {
  try {
    return isDeepStrictEqual(withoutEmpty(readYaml(text)), withoutEmpty(wanted));
  } catch {
    return false;
  }
}

/** A section without keys is written in two ways: `a: {}`, and `a:`. */
function withoutEmpty(said: unknown): unknown {
  if (Array.isArray(said)) return said.map(withoutEmpty);
  if (!isMap(said)) return said ?? {};
  return Object.fromEntries(Object.entries(said).map(([key, value]) => [key, withoutEmpty(value)]));
}
