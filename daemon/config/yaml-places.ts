import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** A pair as the parser makes it: of nodes, never of bare values. */
export type ParsedPair = Pair<Node, Node | null>;

export function pairsOf(map: YAMLMap): readonly ParsedPair[] {
  // yaml's type also allows what only documents made by a program hold.
  return map.items as ParsedPair[];
}

export function itemsOf(list: YAMLSeq): readonly Node[] {
  // The same.
  return list.items as Node[];
}

export function pairOf(map: YAMLMap, key: string): ParsedPair | undefined {
  return pairsOf(map).find(({ key: node }) => isScalar(node) && String(node.value) === key);
}

/** Keys, or items, on lines of their own. */
export function isBlock(node: Node | null | undefined): node is YAMLMap | YAMLSeq {
  return isCollection(node) && node.flow !== true && node.items.length > 0 && (isMap(node) || isSeq(node));
}

/** Nothing is written there. */
export function isEmpty(node: Node | null | undefined): boolean {
  return node == null || (isScalar(node) && node.value === null && !node.source && !isAlias(node));
}

/** Where a node begins in the text. */
export function startOf(node: Node | null | undefined): number {
  return node?.range?.[0] ?? 0;
}

/** Behind the colon of a pair. */
export function behindColon(pair: ParsedPair, text: string): number {
  return text.indexOf(':', pair.key.range?.[1] ?? 0) + 1;
}

/** Behind the last letter of what a node or a pair says: comments and line ends after it do not count. */
export function endOf(item: Node | ParsedPair | null | undefined, text: string): number {
  if (isPair(item)) return isEmpty(item.value) ? behindColon(item, text) : endOf(item.value, text);
  if (isBlock(item)) return endOf(isMap(item) ? pairsOf(item).at(-1) : itemsOf(item).at(-1), text);
  const end = item?.range?.[1] ?? 0;
  // A text in `|` style reaches over its last line's end.
  return isScalar(item) && text[end - 1] === '\n' ? end - 1 : end;
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Before the line's end. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** How far from its line's begin a place is. */
export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

export function splice(text: string, start: number, end: number, insert: string): string {
  return text.slice(0, start) + insert + text.slice(end);
}
