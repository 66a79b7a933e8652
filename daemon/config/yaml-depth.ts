import { Lexer } from 'yaml';

/** A configuration needs five; nobody meets this limit but who looks for it. */
const MOST_LEVELS = 64;

/**
 * Whether a text nests more than anybody means to. To be asked before it is parsed: the parser calls itself for every level, and V8 does not
 * survive it where the stack ends while a regular expression is being compiled ("RegExpCompiler Allocation failed"). The lexer does not.
 */
export function isTooDeep(text: string): boolean {
  return flowLevels(text) > MOST_LEVELS || indentLevels(text) > MOST_LEVELS;
}

/** Levels of [ and {, and of - and ? on one line, whichever are more. */
function flowLevels(text: string): number {
  let [most, flow, line] = [0, 0, 0];
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow--;
    else if (token === '-' || token === '?') line++;
    else if (token === '\n' || token === '\r\n') line = 0;
    most = Math.max(most, flow, line);
    if (most > MOST_LEVELS) break;
  }
  return most;
}

/** Levels of indentation. */
function indentLevels(text: string): number {
  const indents: number[] = [];
  let most = 0;
  for (const line of text.split('\n')) {
    const indent = line.search(/[^ ]/);
    if (indent < 0) continue;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    most = Math.max(most, indents.length);
  }
  return most;
}
