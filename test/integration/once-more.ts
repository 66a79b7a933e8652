/** A connection that nobody used for some seconds is closed by the daemon, and fetch may take it up in the same moment. */
const CLOSED: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** Asks, and once more where the connection was closed under the question, as browsers do; else a busy machine ends a soak of half an hour. */
export async function onceMore<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    const { cause } = error instanceof Error ? error : { cause: undefined };
    if (!(cause instanceof Error && 'code' in cause && CLOSED.has(cause.code))) throw error;
    return ask();
  }
}
