import { redact } from './redact.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line an event, to standard error or wherever `write` puts it. `fields` are appended as key=value. Secrets are taken out on the way. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** The same log under a room's name, which starts each line. */
  child(room: string): Log;
}

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** A line before it is written: `text` is all of it but the level. */
export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
}

export interface LogOptions {
  /** Lines below this level are dropped. Default: info. */
  level?: LogLevel;
  /** Takes a finished line without its newline. Default: standard error. */
  write?: (line: string) => void;
  /** Takes each line that is written as well. */
  also?: (line: LogLine) => void;
  room?: string;
}

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

export function createLog({
  level = 'info',
  write = (line) => process.stderr.write(`${line}\n`),
  also = () => {},
  room,
}: LogOptions = {}): Log {
  const lowest = LEVELS.indexOf(level);
  const at =
    (own: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (LEVELS.indexOf(own) < lowest) return;
      const text = redact([room && `${room}:`, message, formatFields(fields)].filter(Boolean).join(' '));
      write(`${own.padEnd(5)} ${text}`);
      also({ level: own, text });
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (name) => createLog({ level, write, also, room: room ? `${room}/${name}` : name }),
  };
}

/** For tests and for tools that answer on standard output only. */
export const silentLog: Log = createLog({ write: () => {} });

function formatFields(fields: LogFields): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${quoteWhereNeeded(String(value))}`)
    .join(' ');
}

/** Control characters would forge lines (a file name may hold a newline), so whatever is not plain is JSON-quoted. */
function quoteWhereNeeded(text: string): string {
  return /^[\w./:@+-]*$/.test(text) ? text : JSON.stringify(text);
}
