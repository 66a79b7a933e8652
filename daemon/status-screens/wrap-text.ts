/** Here a line may end, and nothing is written: after it, a text goes on without a space. */
export const MAY_BREAK = '\u200b';

/** Here a word may be broken, with a hyphen. */
const SOFT_HYPHEN = '\u00ad';

/** How good a place is for a line to end. */
const BETWEEN_WORDS = 0;
const IN_A_WORD = 1;
const ANYWHERE = 2;

/** A text, measured once and wrapped as often as it takes. */
export interface MeasuredText {
  readonly letters: readonly string[];
  /** Width of the letters before index i, in em. */
  readonly before: Float64Array;
  /** How good it is to end a line before index i. */
  readonly ends: Uint8Array;
  readonly hyphenEm: number;
  readonly ellipsisEm: number;
}

/** A text in lines. */
export interface Wrapped {
  readonly lines: readonly string[];
  /** Whether a word had to be broken. */
  readonly isBroken: boolean;
  /** Whether something was left out. */
  readonly isCut: boolean;
}

export interface WrapOptions {
  /** Font size, in pixels. */
  readonly size: number;
  /** Width of line `index`, in pixels. */
  readonly roomAt: (index: number) => number;
  /** What goes beyond is left out, with an ellipsis in its place. */
  readonly maxLines: number;
}

/** @param widthOf a letter's width in em. */
export function measureText(text: string, widthOf: (letter: string) => number): MeasuredText {
  const letters = [...text.trim()];
  const before = new Float64Array(letters.length + 1);
  const ends = new Uint8Array(letters.length + 1);
  for (const [index, letter] of letters.entries()) {
    before[index + 1] = (before[index] ?? 0) + (isMark(letter) ? 0 : widthOf(letter));
    ends[index + 1] = index + 1 === letters.length ? BETWEEN_WORDS : endAfter(letter);
  }
  return { letters, before, ends, hyphenEm: widthOf('-'), ellipsisEm: widthOf('…') };
}

/** In em. */
export function measuredWidth(text: MeasuredText): number {
  return widthBetween(text, 0, text.letters.length);
}

/**
 * Breaks a text into lines, each as long as fits: at spaces and MAY_BREAK; where a word alone is too long, at its soft hyphens (U+00AD) and
 * after the punctuation of paths and addresses; and where that is too long, anywhere. Undefined where not even one letter fits.
 */
export function wrapText(text: MeasuredText, { size, roomAt, maxLines }: WrapOptions): Wrapped | undefined {
  const lines: string[] = [];
  let isBroken = false;
  let start = 0;
  while (start < text.letters.length) {
    const room = roomAt(lines.length) / size;
    if (lines.length === maxLines - 1 && widthBetween(text, start, text.letters.length) > room) {
      const line = abbreviate(text, start, room);
      return line === undefined ? undefined : { lines: [...lines, line], isBroken, isCut: true };
    }
    const end = endOfLine(text, start, room);
    if (end === undefined) return undefined;
    isBroken ||= text.ends[end] !== BETWEEN_WORDS;
    lines.push(written(text, start, end));
    start = end;
  }
  return { lines, isBroken, isCut: false };
}

/** Where the longest line ends that fits and ends as well as can be. */
function endOfLine(text: MeasuredText, start: number, room: number): number | undefined {
  const best: (number | undefined)[] = [];
  for (let end = start + 1; end <= text.letters.length; end++) {
    if (widthBetween(text, start, end) <= room) best[text.ends[end] ?? ANYWHERE] = end;
    else if (text.letters[end - 1] !== SOFT_HYPHEN) break;
  }
  const [betweenWords, inAWord, anywhere] = best;
  return betweenWords ?? inAWord ?? anywhere;
}

function abbreviate(text: MeasuredText, start: number, room: number): string | undefined {
  for (let end = text.letters.length - 1; end > start; end--) {
    if (widthBetween(text, start, end) + text.ellipsisEm <= room) return `${bare(text, start, end)}…`;
  }
  return undefined;
}

/** Of a line, in em: without the space at its end, with the hyphen. */
function widthBetween({ letters, before, hyphenEm }: MeasuredText, start: number, end: number): number {
  const last = letters[end - 1];
  const until = last === ' ' ? end - 1 : end;
  return (before[until] ?? 0) - (before[start] ?? 0) + (last === SOFT_HYPHEN ? hyphenEm : 0);
}

function written(text: MeasuredText, start: number, end: number): string {
  return `${bare(text, start, end)}${text.letters[end - 1] === SOFT_HYPHEN ? '-' : ''}`;
}

function bare({ letters }: MeasuredText, start: number, end: number): string {
  const line = letters.slice(start, end).filter((letter) => !isMark(letter));
  return line.join('').trimEnd();
}

function endAfter(letter: string): number {
  if (letter === ' ' || letter === MAY_BREAK) return BETWEEN_WORDS;
  return letter === SOFT_HYPHEN || '/.:_@]-'.includes(letter) ? IN_A_WORD : ANYWHERE;
}

function isMark(letter: string): boolean {
  return letter === MAY_BREAK || letter === SOFT_HYPHEN;
}
