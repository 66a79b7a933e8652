import { isDeepStrictEqual } from 'node:util';
import type { YAMLSeq } from 'yaml';
import { isMap } from './schema-tree.js';
import { columnOf, endOf, itemsOf, lineEnd, lineStart, splice, startOf } from './yaml-places.js';
import { blockLines } from './yaml-words.js';

export interface RearrangedList {
  readonly text: string;
  /** Items, by their new number, that say what the one they were made of said, and are still to be changed. */
  readonly toChange: readonly number[];
}

/**
 * A list on lines of its own with other items: those that stay keep their lines, and the comments above them; others take the lines of what
 * was in their place. Undefined where its lines cannot be told apart.
 */
export function rearrangeList(
  text: string,
  list: YAMLSeq,
  { before, after }: { before: readonly unknown[]; after: readonly unknown[] },
): RearrangedList | undefined {
  const items = itemsOf(list);
  const starts = items.map((item) => lineStart(text, startOf(item)));
  const ends = items.map((item) => Math.min(text.length, lineEnd(text, endOf(item, text)) + 1));
  const isApart = starts.every((start, i) => /^ *-/.test(text.slice(start)) && start >= (ends[i - 1] ?? 0));
  const [first, last] = [starts[0], ends.at(-1)];
  if (!isApart || first === undefined || last === undefined) return undefined;

  const dash = ' '.repeat(columnOf(text, text.indexOf('-', first)));
  const sources = matchItems(before, after);
  const chunks = after.map((item, target) => {
    const source = sources[target];
    if (source === undefined)
      return blockLines([item])
        .map((line) => `${dash}${line}\n`)
        .join('');
    const chunk = text.slice(source === 0 ? first : ends[source - 1], ends[source]);
    return chunk.endsWith('\n') ? chunk : `${chunk}\n`;
  });
  const toChange = [...after.keys()].filter((target) => {
    const source = sources[target];
    return source !== undefined && !isDeepStrictEqual(before[source], after[target]);
  });
  return { text: splice(text, first, last, chunks.join('')), toChange };
}

/** For each new item the old one that it is, or is made of; undefined for one that is new. No old one serves twice. */
function matchItems(before: readonly unknown[], after: readonly unknown[]): (number | undefined)[] {
  const sources = commonItems(before, after);
  let source = 0;
  for (const [target, item] of after.entries()) {
    const known = sources[target];
    if (known !== undefined) source = known + 1;
    else if (source < before.length && !sources.includes(source) && isMap(item) && isMap(before[source])) {
      sources[target] = source;
      source += 1;
    }
  }
  return sources;
}

/** A longest common subsequence: the items that stay as they are, in order. */
function commonItems(before: readonly unknown[], after: readonly unknown[]): (number | undefined)[] {
  const isSame = before.map((old) => after.map((item) => isDeepStrictEqual(old, item)));
  const length: number[][] = Array.from({ length: before.length + 1 }, () => Array(after.length + 1).fill(0));
  const at = (row: number, column: number) => length[row]?.[column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const longest = isSame[row]?.[column]
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
      length[row]?.splice(column, 1, longest);
    }
  }
  const sources: (number | undefined)[] = after.map(() => undefined);
  for (let row = 0, column = 0; row < before.length && column < after.length; ) {
    if (isSame[row]?.[column]) sources[column++] = row++;
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return sources;
}
