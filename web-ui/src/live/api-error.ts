/**
 * Why something that was asked of the daemon was not done. `code` is the daemon's (docs/protocol.md), or one of the page's own:
 * 'unreachable' (nothing answered) and 'not-understood' (what answered is no framed, or another version).
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;

  constructor(code: string, message: string, status = 0) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
