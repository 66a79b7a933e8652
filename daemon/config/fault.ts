/** One thing that is wrong with a file. */
export interface Fault {
  /** Counted from 1; absent where the whole file is meant. */
  readonly line?: number;
  readonly column?: number;
  /** Dotted path of the key; empty where none is meant. */
  readonly key: string;
  /** One sentence without its full stop: the key, the value seen, and what would be accepted. */
  readonly message: string;
  /** The key that was most likely meant. */
  readonly suggestion?: string;
}

/** `file:line:column: what is wrong`: what terminals and editors make a link of. The one form for log, command line and page. */
export function formatFault(path: string, { line, column, message }: Fault): string {
  const place = line === undefined ? path : `${path}:${line}:${column ?? 1}`;
  // Keys come from the file: a line break in one would forge a line of the log.
  return `${place}: ${message.replace(/\p{Cc}+/gu, ' ')}`;
}

/** Beyond these, one mistake has led to others. */
const MAX_SHOWN = 20;

/** One a line, in the file's order. */
export function formatFaults(path: string, faults: readonly Fault[]): string {
  const lines = faults.slice(0, MAX_SHOWN).map((fault) => formatFault(path, fault));
  if (faults.length > MAX_SHOWN) lines.push(`${path}: and ${faults.length - MAX_SHOWN} more`);
  return lines.join('\n');
}

export function inFileOrder(faults: readonly Fault[]): Fault[] {
  return [...faults].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
