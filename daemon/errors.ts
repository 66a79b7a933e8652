/**
 * An error that a caller may branch on.
 *
 * `code` is stable and kebab-case ("frame-zip-truncated"); `message` is one sentence for a person: what was wrong, the value seen,
 * what would be accepted. Branch on the code, never on the message.
 */
export class FramedError<Code extends string = string> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'FramedError';
    this.code = code;
  }
}

/** What crosses a thread or the wire in place of an Error: a postMessage would lose class, name and code. */
export interface PlainError {
  code: string;
  message: string;
}

/** Reduces anything thrown to `{code, message}`. Node's own codes (ENOENT, …) are kept; anything else becomes "internal". */
export function toPlainError(thrown: unknown): PlainError {
  if (thrown instanceof Error) {
    const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'internal';
    return { code, message: thrown.message };
  }
  return { code: 'internal', message: String(thrown) };
}

/** The reverse of {@link toPlainError}. */
export function fromPlainError(plain: PlainError): FramedError {
  return new FramedError(plain.code, plain.message);
}
