import type { Duplex } from 'node:stream';

/** What Node's parser and its timers call it, and what it is answered with (RFC 9110 section 15.5, RFC 6585 section 5). */
const ANSWERS: Readonly<Record<string, { status: string; code: string; message: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    code: 'headers-too-large',
    message: 'The headers of the request, or its address, are too long.',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: '413 Content Too Large',
    code: 'bad-request',
    message: 'The chunks of the body have too many extensions.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    code: 'request-too-slow',
    message: 'The request did not come in time.',
  },
};
const MALFORMED = {
  status: '400 Bad Request',
  code: 'bad-request',
  message: 'The request is not HTTP as it should be.',
};

/**
 * For 'clientError' of a server: answers what is no request, and closes. Whatever else came over the connection is thrown away, since where the
 * next request begins cannot be known any more (RFC 9112 section 11.2: request smuggling).
 *
 * @param isBusy an answer may be under way: then nothing can be said.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex, isBusy: boolean): void {
  if (isBusy || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, code, message } = ANSWERS[error.code ?? ''] ?? MALFORMED;
  const body = JSON.stringify({ error: { code, message } });
  const head = ['Connection: close', 'Content-Type: application/json', `Content-Length: ${body.length}`];
  socket.end(`HTTP/1.1 ${[status, ...head, '', body].join('\r\n')}`, () => socket.destroy());
}
