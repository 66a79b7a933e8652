import type { IncomingMessage, ServerResponse } from 'node:http';
import { hangUp } from './hang-up.js';

/** Long enough for an answer to cross a bad Wi-Fi, short enough that a refused film is not received to its end. */
const LINGER_MS = 3000;

/**
 * Lets a client read an answer that comes before its body has been received (RFC 9112 section 9.6): closing at once would make the
 * kernel send a reset that can throw the answer away on the way. The rest of the body is read and dropped for a moment; then the
 * connection is ended.
 */
export function lingerAfterAnswer(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (request.complete) return;
    request.resume();
    const timer = setTimeout(() => hangUp(request), LINGER_MS).unref();
    request.once('close', () => clearTimeout(timer));
  });
}
