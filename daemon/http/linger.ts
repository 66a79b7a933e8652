import type { IncomingMessage, ServerResponse } from 'node:http';
import { hangUp } from './hang-up.js';

export interface LingerLimits {
  /** Long enough for an answer to cross a bad Wi-Fi, short enough that a refused film is not received to its end. */
  readonly ms: number;
  /** Read and dropped at most: two seconds of a gigabit line. A sender on this machine would else keep a core busy for all of the time. */
  readonly bytes: number;
}

const LINGER: LingerLimits = { ms: 3000, bytes: 256e6 };

/**
 * Lets a client read an answer that comes before its body has been received (RFC 9112 section 9.6): closing at once would make the
 * kernel send a reset that can throw the answer away on the way. The rest of the body is read and dropped for a moment. Of one that is larger
 * than that no more is read, and the sender waits, in place of writing into a closed line; when the time is up, the connection is ended. Who
 * has not looked for an answer by then learns of it from the closed line alone.
 */
export function lingerAfterAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { ms, bytes }: LingerLimits = LINGER,
): void {
  // Before Node's own listener: a body that nobody began to read it drops where nothing can be counted, without an end.
  response.prependOnceListener('finish', () => {
    if (request.complete) return;
    request.read(0);
    let left = bytes;
    request.on('data', (piece: Buffer) => {
      left -= piece.length;
      if (left <= 0) request.pause();
    });
    request.resume();
    const timer = setTimeout(() => hangUp(request), ms).unref();
    request.once('close', () => clearTimeout(timer));
  });
}
