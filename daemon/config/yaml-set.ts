import { isDeepStrictEqual } from 'node:util';
import { isMap, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import { FramedError } from '../errors.js';
import { isMap as isPlainMap } from './schema-tree.js';
import { rearrangeList } from './yaml-list.js';
import {
  behindColon,
  columnOf,
  endOf,
  isBlock,
  isEmpty,
  itemsOf,
  lineEnd,
  lineStart,
  type ParsedPair,
  pairOf,
  pairsOf,
  splice,
  startOf,
} from './yaml-places.js';
import { removeAt } from './yaml-remove.js';
import { blockLines, inlineYaml, isEmptyOrScalar, valueYaml } from './yaml-words.js';

type Path = readonly string[];

/** A YAML text in which a key has another value, and as few letters as possible are others. */
export function setAt(text: string, path: Path, value: unknown): string {
  const root = rootOf(text);
  if (isEmpty(root)) return insertLines(text, { at: text.length, indent: 0, lines: blockLines(nested(path, value)) });
  return new Setting(text, path, value).below(root, 0);
}

class Setting {
  readonly #text: string;
  readonly #path: Path;
  readonly #value: unknown;

  constructor(text: string, path: Path, value: unknown) {
    this.#text = text;
    this.#path = path;
    this.#value = value;
  }

  /** @param depth how many keys of the path lead to `node`. */
  below(node: Node | null, depth: number): string {
    const [key = '', ...rest] = this.#path.slice(depth);
    if (isMap(node)) {
      const pair = pairOf(node, key);
      if (pair === undefined) return this.#insert(node, [key, ...rest]);
      if (rest.length === 0) return this.#replacePair(pair);
      if (isEmpty(pair.value)) return this.#openSection(pair, rest);
      return this.below(pair.value, depth + 1);
    }
    if (isSeq(node)) {
      const item = itemsOf(node)[Number(key)];
      if (item !== undefined) return rest.length === 0 ? this.#replaceItem(item) : this.below(item, depth + 1);
    }
    throw new FramedError(
      'config-not-editable',
      `${this.#path.join('.')} cannot be set in this file; edit it by hand.`,
    );
  }

  #insert(map: YAMLMap, path: Path): string {
    const text = this.#text;
    const last = pairsOf(map).at(-1);
    if (!isBlock(map) || last === undefined) {
      const entry = inlineYaml(nested(path, this.#value));
      if (last === undefined) return splice(text, startOf(map), endOf(map, text), entry);
      return splice(text, endOf(last, text), endOf(last, text), `, ${entry.slice(2, -2)}`);
    }
    const first = startOf(pairsOf(map)[0]?.key);
    return this.#insertInSection(path, { from: first, indent: columnOf(text, first), end: endOf(last, text) });
  }

  /** Into a section of which nothing but comments is left. */
  #openSection(pair: ParsedPair, path: Path): string {
    const end = behindColon(pair, this.#text);
    const from = Math.min(this.#text.length, lineEnd(this.#text, end) + 1);
    return this.#insertInSection(path, { from, indent: columnOf(this.#text, startOf(pair.key)) + 2, end });
  }

  /** Below the comment that shows the key, where there is one, else at the section's end. */
  #insertInSection(path: Path, section: { from: number; indent: number; end: number }): string {
    const { from, indent, end } = section;
    const place = commentedExample(this.#text, { key: path[0] ?? '', from, indent }) ?? lineEnd(this.#text, end);
    return insertLines(this.#text, { at: place, indent, lines: blockLines(nested(path, this.#value)) });
  }

  #replacePair(pair: ParsedPair): string {
    const { value: before } = pair;
    const within = this.#replaceWithin(before);
    if (within !== undefined) return within;
    const [text, value] = [this.#text, this.#value];
    const colon = behindColon(pair, text);
    if (isBlock(before)) return this.#write(splice(text, lineEnd(text, colon), endOf(before, text), ''), pair, colon);
    if (isEmpty(before)) return this.#write(text, pair, colon);
    return splice(text, startOf(before), endOf(before, text), valueYaml(value, before));
  }

  /** Behind the colon of a pair that says nothing, or below it. */
  #write(text: string, pair: ParsedPair, colon: number): string {
    if (isEmptyOrScalar(this.#value)) return splice(text, colon, colon, ` ${inlineYaml(this.#value)}`);
    const indent = columnOf(text, startOf(pair.key)) + 2;
    return insertLines(text, { at: lineEnd(text, colon), indent, lines: blockLines(this.#value) });
  }

  #replaceItem(item: Node): string {
    const text = this.#text;
    return this.#replaceWithin(item) ?? splice(text, startOf(item), endOf(item, text), valueYaml(this.#value, item));
  }

  /** Changes parts of what is there, where it is of the same kind; undefined where it is not. */
  #replaceWithin(before: Node | null): string | undefined {
    const value = this.#value;
    const said: unknown = before?.toJS(parseDocument(this.#text));
    if (isDeepStrictEqual(said, value)) return this.#text;
    if (!isBlock(before)) return undefined;
    if (isMap(before) && isPlainMap(value) && Object.keys(value).length > 0) return this.#replaceKeys(before, value);
    if (!isSeq(before) || !Array.isArray(value) || value.length === 0 || !Array.isArray(said)) return undefined;
    const rearranged = rearrangeList(this.#text, before, { before: said, after: value });
    return rearranged?.toChange.reduce(
      (text, target) => setAt(text, [...this.#path, String(target)], value[target]),
      rearranged.text,
    );
  }

  #replaceKeys(before: YAMLMap, value: Record<string, unknown>): string {
    const set = Object.entries(value).reduce(
      (text, [key, item]) => setAt(text, [...this.#path, key], item),
      this.#text,
    );
    const gone = pairsOf(before)
      .map(({ key }) => String(key))
      .filter((key) => !Object.hasOwn(value, key));
    return gone.reduce((text, key) => removeAt(text, [...this.#path, key]), set);
  }
}

/** Behind the line in which a comment shows the key, such as `# max_mb: 20000`. The section ends where a line begins further left. */
function commentedExample(
  text: string,
  { key, from, indent }: { key: string; from: number; indent: number },
): number | undefined {
  for (let at = aboveComments(text, lineStart(text, from)); at < text.length; at = lineEnd(text, at) + 1) {
    const line = text.slice(at, lineEnd(text, at));
    const column = line.search(/\S/);
    if (column >= 0 && column < indent) return undefined;
    if (column === indent && line.slice(column).replace(/^# ?/, '').startsWith(`${key}:`) && line[column] === '#') {
      return lineEnd(text, at);
    }
  }
  return undefined;
}

/** The begin of the comments and blank lines that end at a line's begin. */
function aboveComments(text: string, begin: number): number {
  let top = begin;
  while (top > 0 && /^\s*(#|$)/.test(text.slice(lineStart(text, top - 1), top - 1))) top = lineStart(text, top - 1);
  return top;
}

/** Lines of their own at a line's end. */
function insertLines(
  text: string,
  { at, indent, lines }: { at: number; indent: number; lines: readonly string[] },
): string {
  const block = lines.map((line) => `${' '.repeat(indent)}${line}`).join('\n');
  const isLineBegun = at > 0 && text[at - 1] !== '\n';
  const isLineEnded = text[at] === '\n' && isLineBegun;
  return splice(text, at, at, `${isLineBegun ? '\n' : ''}${block}${isLineEnded ? '' : '\n'}`);
}

function rootOf(text: string): Node | null {
  // The parser makes nodes of everything; yaml's type is that of documents made by a program, too.
  return parseDocument(text).contents as Node | null;
}

function nested(path: Path, value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = path;
  return { [key]: rest.length === 0 ? value : nested(rest, value) };
}
