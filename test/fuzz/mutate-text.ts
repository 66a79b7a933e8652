import type { SeededChance } from '../faults/seeded-chance.js';

/**
 * One to four changes to a text of lines: lines left out, doubled, exchanged, indented, their values replaced, tokens put in.
 *
 * @param tokens that mean something in its language
 */
export function mutateText(text: string, chance: SeededChance, tokens: readonly string[]): string {
  let lines = text.split('\n');
  for (let left = 1 + chance.below(4); left > 0; left--) {
    const at = chance.below(lines.length);
    const line = lines[at] ?? '';
    const token = chance.oneOf(tokens) ?? '';
    lines = chance.oneOf(CHANGES)?.({ lines, at, line, token, chance }) ?? lines;
  }
  return lines.join(chance.happens(0.1) ? '\r\n' : '\n');
}

interface Place {
  readonly lines: readonly string[];
  readonly at: number;
  readonly line: string;
  readonly token: string;
  readonly chance: SeededChance;
}

type Change = (place: Place) => string[];

const CHANGES: readonly Change[] = [
  ({ lines, at }) => lines.toSpliced(at, 1),
  ({ lines, at, chance }) => lines.toSpliced(at, 0, ...lines.slice(at, at + 1 + chance.below(4))),
  ({ lines, at, line, chance }) => lines.with(at, lines[chance.below(lines.length)] ?? line),
  ({ lines, at, line, chance }) => lines.with(at, `${' '.repeat(chance.below(9))}${line.trimStart()}`),
  ({ lines, at, line, token }) => lines.with(at, line.replace(/: .*/, `: ${token}`)),
  ({ lines, at, line, token }) => lines.with(at, line.replace(/\S+/, token)),
  ({ lines, at, line, token, chance }) => {
    const column = chance.below(line.length + 1);
    return lines.with(at, line.slice(0, column) + token + line.slice(column));
  },
  ({ lines, at, line }) => lines.with(at, line.replace(/^(\s*)# ?/, '$1')),
  ({ lines, at, token }) => lines.toSpliced(at, 0, token),
  ({ lines, at, token, chance }) =>
    lines.toSpliced(at, 0, token.repeat(1 + chance.below(chance.happens(0.05) ? 5000 : 20))),
  ({ lines, at, line }) => lines.with(at, line.slice(0, line.length / 2)),
];
