import { isScalar, type Node, parse } from 'yaml';

/** Longer ones are easier to read over several lines. */
const MAX_INLINE = 80;

/** A value as YAML writes it on one line: `[a, 2]`, `{ x: 1 }`. */
export function inlineYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(([key, below]) => `${inlineText(key)}: ${inlineYaml(below)}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  return typeof value === 'string' ? inlineText(value) : JSON.stringify(value);
}

/** A map or a list as lines of their own, without the blanks that they are to begin with. */
export function blockLines(value: object): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => {
      if (isEmptyOrScalar(item) || isShort(item)) return [`- ${inlineYaml(item)}`];
      const [first = '', ...rest] = blockLines(item);
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  }
  return Object.entries(value).flatMap(([key, below]: [string, unknown]) => {
    if (isEmptyOrScalar(below) || (Array.isArray(below) && isShort(below)))
      return [`${inlineText(key)}: ${inlineYaml(below)}`];
    return [`${inlineText(key)}:`, ...blockLines(below).map((line) => `  ${line}`)];
  });
}

/** The value that is to stand where `before` does, quoted as that is, where it may. */
export function valueYaml(value: unknown, before: Node | null | undefined): string {
  if (typeof value !== 'string' || !isScalar(before)) return inlineYaml(value);
  if (before.type === 'QUOTE_SINGLE' && !/['\p{Cc}]/u.test(value)) return `'${value}'`;
  return before.type === 'QUOTE_DOUBLE' ? JSON.stringify(value) : inlineText(value);
}

/** What has no lines of its own. */
export function isEmptyOrScalar(value: unknown): value is Scalar {
  return isScalarValue(value) || Object.keys(value).length === 0;
}

type Scalar = string | number | boolean | null | undefined;

function isScalarValue(value: unknown): value is Scalar {
  return typeof value !== 'object' || value === null;
}

/** Without quotes where nobody could take it for anything but text. */
function inlineText(text: string): string {
  const isPlain = /^[\p{L}/][\p{L}\p{N} ./_-]*$/u.test(text) && !text.endsWith(' ') && parse(text) === text;
  return isPlain ? text : JSON.stringify(text);
}

function isShort(value: object): boolean {
  return Object.values(value).every(isScalarValue) && inlineYaml(value).length <= MAX_INLINE;
}
