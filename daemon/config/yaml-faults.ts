import type { LineCounter, YAMLParseError } from 'yaml';
import type { Fault } from './fault.js';

/** What keeps a text from being YAML, in words for whoever edits it. The codes are yaml's (ErrorCode in its errors.ts). */
export function syntaxFault({ code, message, pos: [offset] }: YAMLParseError, text: string, lines: LineCounter): Fault {
  const { line, col: column } = lines.linePos(offset);
  return { line, column, key: '', message: describe(code, message, wordAt(text, offset)) };
}

function describe(code: YAMLParseError['code'], message: string, word: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return `${word} is there twice: keep one of them`;
    case 'TAB_AS_INDENT':
      return 'a tab stands where lines are indented: YAML takes blanks only';
    case 'BAD_INDENT':
      return `the line is indented otherwise than its neighbours: keys of one section begin in one column (${message})`;
    case 'MISSING_CHAR':
      return `${message}: a quote or a bracket is not closed, or a colon is missing`;
    case 'MULTIPLE_DOCS':
      return 'a second document begins: a configuration is one, without "---" in between';
    default:
      return `this is not YAML: ${message}`;
  }
}

function wordAt(text: string, offset: number): string {
  return /^[^\s:]*/.exec(text.slice(offset, offset + 100))?.[0] ?? '';
}
