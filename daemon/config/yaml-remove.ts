import { isMap, parseDocument, type YAMLMap } from 'yaml';
import { endOf, lineEnd, lineStart, type ParsedPair, pairOf, pairsOf, splice, startOf } from './yaml-places.js';
import { inlineYaml } from './yaml-words.js';

/** A YAML text without a key. The comments above its line stay: they tell what could be there. Nothing happens where there is none. */
export function removeAt(text: string, path: readonly string[]): string {
  const document = parseDocument(text);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? pairOf(parent, path.at(-1) ?? '') : undefined;
  if (!isMap(parent) || pair === undefined) return text;
  if (parent.flow !== true) return removeLines(text, parent, pair);
  const { [path.at(-1) ?? '']: _, ...rest }: Record<string, unknown> = parent.toJS(document);
  return splice(text, startOf(parent), endOf(parent, text), inlineYaml(rest));
}

function removeLines(text: string, map: YAMLMap, pair: ParsedPair): string {
  const start = lineStart(text, startOf(pair.key));
  const end = endOf(pair, text);
  if (text.slice(start, startOf(pair.key)).trim() === '') {
    return splice(text, start, Math.min(text.length, lineEnd(text, end) + 1), '');
  }
  // Its line begins with the dash of a list's item, which stays.
  const next = pairsOf(map)[pairsOf(map).indexOf(pair) + 1];
  return next === undefined
    ? splice(text, startOf(pair.key), end, '{}')
    : splice(text, startOf(pair.key), startOf(next.key), '');
}
