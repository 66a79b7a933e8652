/**
 * Why something that was asked of the daemon was not done. `code` is the daemon's (docs/protocol.md), or one of the page's own:
 * 'unreachable' (nothing answered) and 'not-understood' (what answered is no framed, or another version).
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;

  /** How long to wait before it is asked for again, where the daemon says so (RFC 9110, section 10.2.3). */
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, status = 0, retryAfterMs?: number) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}
